import { workbenchWords } from "./words";
import type { Filter, Tabs } from "@/api/types";
import { formatCount } from "@/components/format/money";
import { valuesOf, withFilter } from "@/components/order/filter";
import { orderStates, useStateTitle } from "@/components/StateTag";
import { useWords } from "@/i18n/words";

interface Props { filter: Filter; tabs: Tabs | undefined; onChange: (filter: Filter) => void }

export function StateTabs({ filter, tabs, onChange }: Props) {
  const t = useWords(workbenchWords);
  const title = useStateTitle();
  const chosen = valuesOf(filter, "state");
  const tab = (key: string, word: string, count: number | undefined, active: boolean, next: Filter) => (
    <button key={key} type="button" role="tab" aria-selected={active} className={active ? "wb-tab active" : "wb-tab"} onClick={() => onChange(next)}>
      {word}
      <span className="wb-count num">{count === undefined ? "" : formatCount(count)}</span>
    </button>
  );
  return (
    <div className="wb-tabs" role="tablist" aria-label={t.stateTabs}>
      {tab("all", t.all, tabs?.all, chosen.length === 0, withFilter(filter, "state", undefined))}
      {orderStates.map((state) => tab(state, title(state), tabs ? (tabs.states[state] ?? 0) : undefined, chosen.length === 1 && chosen[0] === state, withFilter(filter, "state", [state])))}
    </div>
  );
}
