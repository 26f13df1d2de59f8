import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, type Query } from "@/api/client";
import type { Page } from "@/api/types";

/** Reads a cursor list page by page; old rows stay on the screen while new filters load, so that nothing jumps. */
export function useCursorList<T>(key: readonly unknown[], path: string, query: Query, options: { limit?: number; enabled?: boolean; keep?: boolean } = {}) {
  const limit = options.limit ?? 50;
  const result = useInfiniteQuery({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { ...query, limit, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: options.enabled ?? true,
    placeholderData: options.keep === false ? undefined : keepPreviousData,
  });
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  return { ...result, rows };
}

/** Reads a short list whole; accepts a bare array too. */
export async function readAll<T>(path: string, query: Query = {}): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 20; page += 1) {
    const answer = await api.get<Page<T> | T[]>(path, { ...query, limit: 200, cursor });
    if (Array.isArray(answer)) return answer;
    rows.push(...answer.items);
    if (!answer.next_cursor) break;
    cursor = answer.next_cursor;
  }
  return rows;
}
