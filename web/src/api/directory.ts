import { useQuery } from "@tanstack/react-query";
import { readAll } from "@/api/lists";
import type { Shop, Warehouse } from "@/api/types-work";

/** Shops and warehouses are few and used in many pickers: read whole, kept for minutes. */
export function useShops(): Shop[] {
  return useQuery({ queryKey: ["shops"], queryFn: () => readAll<Shop>("/shops"), staleTime: 5 * 60_000 }).data ?? [];
}

export function useWarehouses(): Warehouse[] {
  return useQuery({ queryKey: ["warehouses"], queryFn: () => readAll<Warehouse>("/warehouses"), staleTime: 5 * 60_000 }).data ?? [];
}
