import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useStream } from "@/api/stream";

const pagesMax = 3;
const everyMs = 1500;

/** Refreshes the list quietly while it is short; once many pages are loaded it offers to, for re-reading them all would be slow. */
export function useLiveList(pages: number): { pending: boolean; take: () => void } {
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const loaded = useRef(pages);
  useEffect(() => {
    loaded.current = pages;
  }, [pages]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useStream("changed", () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (document.hidden || loaded.current > pagesMax) setPending(true);
      else void client.invalidateQueries({ queryKey: ["orders", "list"] });
    }, everyMs);
  });
  return { pending, take: useCallback(() => setPending(false), []) };
}
