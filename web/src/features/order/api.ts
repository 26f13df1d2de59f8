import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { OrderPage, Page, RawPayload, TimelineItem } from "@/api/types";

export function useOrder(id: string) {
  return useQuery({ queryKey: ["order", id], queryFn: ({ signal }) => api.get<OrderPage>(`/orders/${encodeURIComponent(id)}`, {}, signal), staleTime: 3_000 });
}

export function useTimeline(id: string, kinds: string[]) {
  return useInfiniteQuery({
    queryKey: ["order", id, "timeline", kinds],
    queryFn: ({ pageParam, signal }) => api.get<Page<TimelineItem>>(`/orders/${encodeURIComponent(id)}/timeline`, { kinds, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

export function useRaw(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["order", id, "raw"],
    queryFn: async () => {
      const answer = await api.get<RawPayload[] | Page<RawPayload>>(`/orders/${encodeURIComponent(id)}/raw`);
      return Array.isArray(answer) ? answer : answer.items;
    },
    enabled,
  });
}

export interface Revealed { name: string | null; phone: string | null; address: string | null }

export function reveal(id: string, reason: string): Promise<Revealed> {
  return api.post<Revealed>(`/orders/${encodeURIComponent(id)}/reveal`, { fields: ["name", "phone", "address"], reason });
}
