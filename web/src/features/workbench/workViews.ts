import { workbenchWords } from "./words";
import type { Filter, Tabs } from "@/api/types";
import { useWords } from "@/i18n/words";

export interface WorkView { key: string; title: string; filter: Filter; count: number | undefined; alarm: boolean; inTabs: boolean }

export const dueSoonHours = "24";

/** The lists every shop needs from the first day; their counts come with the tabs, in one request. */
export function useWorkViews(tabs: Tabs | undefined): WorkView[] {
  const t = useWords(workbenchWords);
  return [
    { key: "all", title: t.allOrders, filter: {}, count: tabs?.all, alarm: false, inTabs: true },
    { key: "review", title: t.review, filter: { state: ["in_review"] }, count: tabs ? (tabs.states.in_review ?? 0) : undefined, alarm: false, inTabs: true },
    { key: "held", title: t.heldView, filter: { hold: ["any"] }, count: tabs?.held, alarm: true, inTabs: true },
    { key: "overdue", title: t.overdue, filter: { overdue: "1" }, count: tabs?.overdue, alarm: true, inTabs: true },
    { key: "soon", title: t.dueSoon, filter: { due_within_h: dueSoonHours }, count: tabs?.due_soon, alarm: false, inTabs: true },
    { key: "short", title: t.short, filter: { hold: ["stock.short"] }, count: undefined, alarm: false, inTabs: false },
    { key: "priority", title: t.priorityView, filter: { priority: "1" }, count: undefined, alarm: false, inTabs: false },
  ];
}
