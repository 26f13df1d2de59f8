import { expect, test } from "vitest";
import type { Decision, TimelineItem } from "@/api/types";
import { mergeTimeline } from "./timelineEntries";

const event = (kind: string, at: string): TimelineItem => ({ kind, at, actor: null, from: null, to: null, why: null, data: null });
const decision = (stage: string, at: string): Decision => ({ stage, at, event_id: null, title: stage, chosen: null, why: [], rejected: [], facts: {}, version: null });

test("a decision stands under the event it led to, however its instant is written", () => {
  const entries = mergeTimeline(
    [event("order.released", "2026-11-22T01:15:13Z"), event("order.sourced", "2026-11-22T01:15:13Z"), event("order.accepted", "2026-11-22T01:15:00Z")],
    [decision("sourcing", "2026-11-22T01:15:13+00:00"), decision("courier", "2026-11-22T01:16:00+00:00")],
  );
  expect(entries.map((entry) => ("event" in entry ? entry.event.kind : `decision ${entry.decision.stage}`))).toEqual([
    "decision courier", "order.released", "order.sourced", "decision sourcing", "order.accepted",
  ]);
});
