import { useQuery, type QueryClient } from "@tanstack/react-query";
import { api, newIdempotencyKey } from "@/api/client";
import type { Page } from "@/api/types";
import type { ActionPreview, ActionRun, ActionSpec, OutcomeItem, Params, Selection } from "@/api/types-work";

export function useActions(scope: "order" | "stock"): ActionSpec[] {
  return useQuery({
    queryKey: ["actions", scope],
    queryFn: async () => {
      const answer = await api.get<ActionSpec[] | Page<ActionSpec>>("/actions", { scope });
      return Array.isArray(answer) ? answer : answer.items;
    },
    staleTime: 10 * 60_000,
  }).data ?? [];
}

export function previewAction(name: string, selection: Selection, params: Params, signal?: AbortSignal): Promise<ActionPreview> {
  return api.post<ActionPreview>(`/actions/${name}/preview`, { selection, params }, { signal });
}

export type Versions = Record<string, number>;

/** Does it. The versions that the person saw go along: an order changed since then answers `conflict` instead of being overwritten. */
export function applyAction(name: string, selection: Selection, params: Params, versions: Versions | undefined): Promise<ActionRun> {
  return api.post<ActionRun>(`/actions/${name}`, { selection, params, versions }, { idempotencyKey: newIdempotencyKey() });
}

export function readRun(id: string): Promise<ActionRun> {
  return api.get<ActionRun>(`/action-runs/${id}`);
}

export function readRunItems(id: string, outcome: string | undefined, cursor?: string): Promise<Page<OutcomeItem>> {
  return api.get<Page<OutcomeItem>>(`/action-runs/${id}/items`, { outcome, cursor, limit: 100 });
}

/** What undoing would do now; nothing is changed. */
export function previewUndo(runId: string): Promise<ActionPreview> {
  return api.post<ActionPreview>(`/action-runs/${runId}/undo/preview`);
}

export function undoRun(runId: string): Promise<ActionRun> {
  return api.post<ActionRun>(`/action-runs/${runId}/undo`, { preview: false }, { idempotencyKey: newIdempotencyKey() });
}

/** Follows a run that the server does in the background; polls, for a missed event must not leave the bar standing. */
export function useRun(id: string | null): ActionRun | undefined {
  return useQuery({
    queryKey: ["run", id],
    queryFn: () => readRun(id ?? ""),
    enabled: id !== null,
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return state === "done" || state === "failed" ? false : 700;
    },
  }).data;
}

/** After an action nearly every read may differ: all that is on the screen is read again, quietly. */
export async function refreshAfterAction(client: QueryClient): Promise<void> {
  const roots = new Set(["orders", "order", "home", "stock", "runs", "run", "quarantine"]);
  await client.invalidateQueries({ predicate: (query) => roots.has(String(query.queryKey[0])) });
}
