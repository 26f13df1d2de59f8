import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { one, type Search } from "@/components/search";

/** The page's own parameters in the address bar, read and changed one by one. */
export function useSearchParams(): { get: (key: string) => string | undefined; set: (next: Search, replace?: boolean) => void; search: Search } {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback((next: Search, replace = true) => {
    void navigate({ to: ".", search: (old: Search) => ({ ...old, ...next }), replace });
  }, [navigate]);
  return { get: (key) => one(search[key]), set, search };
}
