import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Meta } from "@/api/types";

/** Codes and their titles; they change only with a new version of the server. */
export function useMeta(): Meta | undefined {
  return useQuery({ queryKey: ["meta"], queryFn: () => api.get<Meta>("/meta"), staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY }).data;
}
