import { useQuery } from "@tanstack/react-query";
import { readAll } from "@/api/lists";
import type { Role, User } from "@/api/types-work";

export function useRoles() {
  return useQuery({ queryKey: ["roles"], queryFn: () => readAll<Role>("/roles") });
}
export function useUsers() {
  return useQuery({ queryKey: ["users"], queryFn: () => readAll<User>("/users") });
}
