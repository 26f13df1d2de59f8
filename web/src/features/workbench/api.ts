import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { readAll, useCursorList } from "@/api/lists";
import type { Count, Filter, OrderRow, SavedView, Tabs } from "@/api/types";

export function useOrderList(filter: Filter, sort: string) {
  return useCursorList<OrderRow>(["orders", "list"], "/orders", { ...filter, sort }, { limit: 60 });
}

export function useTabs(filter: Filter) {
  const scope = { shop_id: filter.shop_id, warehouse_id: filter.warehouse_id };
  return useQuery({ queryKey: ["orders", "tabs", scope], queryFn: () => api.get<Tabs>("/orders/tabs", scope), placeholderData: (old) => old }).data;
}

export function useOrderCount(filter: Filter, enabled = true): Count | undefined {
  return useQuery({ queryKey: ["orders", "count", filter], queryFn: ({ signal }) => api.get<Count>("/orders/count", filter, signal), enabled, staleTime: 15_000 }).data;
}

export function useSavedViews() {
  return useQuery({ queryKey: ["saved-views"], queryFn: () => readAll<SavedView>("/saved-views"), staleTime: 60_000 });
}
