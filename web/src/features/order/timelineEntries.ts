import type { Decision, TimelineItem } from "@/api/types";

export type TimelineEntry = { at: string; event: TimelineItem } | { at: string; decision: Decision };

// The event that a stage's decision led to: the two are told together.
const outcomeKinds: Record<string, readonly string[]> = {
  promise: ["order.promised"], screening: ["order.held"], sourcing: ["order.sourced"], reservation: ["order.reserved"], release: ["order.released"],
};

/** Newest first; a decision stands right under the event it led to, else where its time puts it. Instants are compared, not their texts. */
export function mergeTimeline(events: readonly TimelineItem[], decisions: readonly Decision[]): TimelineEntry[] {
  const left = new Set(decisions);
  const told: TimelineEntry[] = events.flatMap((event) => {
    const own = [...left].filter((decision) => Date.parse(decision.at) === Date.parse(event.at) && outcomeKinds[decision.stage]?.includes(event.kind));
    for (const decision of own) left.delete(decision);
    return [{ at: event.at, event }, ...own.map((decision) => ({ at: decision.at, decision }))];
  });
  const alone = [...left].map((decision) => ({ at: decision.at, decision }));
  return [...told, ...alone].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
