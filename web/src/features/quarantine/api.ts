import { api } from "@/api/client";

interface ReplayAnswer { items: { id: string; outcome: "queued" | "refused" | "no_change" | "discarded"; what: string | null }[] }

/** Sends messages through intake again; counts those that were queued and those that may not be replayed. */
export async function replayItems(ids: string[]): Promise<{ ok: number; bad: number }> {
  const answer = await api.post<ReplayAnswer>("/quarantine/replay", { ids });
  const bad = answer.items.filter((item) => item.outcome !== "queued").length;
  return { ok: answer.items.length - bad, bad };
}

export function discardItems(ids: string[], reason: string): Promise<void> {
  return api.post<void>("/quarantine/discard", { ids, reason });
}
