import { api } from "@/api/client";

interface ReplayAnswer { items?: { id?: string; status?: number; outcome?: string; state?: string }[] }

/** Puts messages through intake again; counts those that went in and those that are still not readable. */
export async function replayItems(ids: string[]): Promise<{ ok: number; bad: number }> {
  const answer = await api.post<ReplayAnswer>("/quarantine/replay", { ids });
  const items = answer.items ?? [];
  const bad = items.filter((item) => (item.status !== undefined && item.status >= 400) || ["failed", "refused"].includes(item.outcome ?? "") || item.state === "open").length;
  return { ok: (items.length || ids.length) - bad, bad };
}

export function discardItems(ids: string[], reason: string): Promise<void> {
  return api.post<void>("/quarantine/discard", { ids, reason });
}
