import { Link } from "@tanstack/react-router";
import { homeWords } from "./words";
import type { OrderState } from "@/api/types";
import { formatCount } from "@/components/format/money";
import { Panel } from "@/components/PageFrame";
import { orderStates, useStateTitle } from "@/components/StateTag";
import { useWords } from "@/i18n/words";

const colors: Record<OrderState, string> = {
  pending_payment: "pending", paid: "paid", in_review: "review", picking: "picking", shipped: "shipped", completed: "completed", in_after_sales: "after", closed: "closed",
};
const radius = 52;
const around = 2 * Math.PI * radius;

/** Shares of the states; each name opens its orders. The list beside it says the same without colour. */
export function StateDonut({ states }: { states: Partial<Record<OrderState, number>> }) {
  const t = useWords(homeWords);
  const title = useStateTitle();
  const total = orderStates.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const before = (index: number) => orderStates.slice(0, index).reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const arcs = total > 0 ? orderStates.map((state, index) => ({ state, share: (states[state] ?? 0) / total, start: before(index) / total })) : [];
  return (
    <Panel title={t.states}>
      <div className="donut">
        <svg viewBox="0 0 128 128" width="128" height="128" aria-hidden>
          <circle cx="64" cy="64" r={radius} fill="none" stroke="var(--line)" strokeWidth="14" />
          {arcs.filter((arc) => arc.share > 0).map((arc) => (
            <circle
              key={arc.state} cx="64" cy="64" r={radius} fill="none" stroke={`var(--s-${colors[arc.state]})`} strokeWidth="14"
              strokeDasharray={`${Math.max(0.6, arc.share * around - 1)} ${around}`} strokeDashoffset={-arc.start * around} transform="rotate(-90 64 64)"
            />
          ))}
          <text x="64" y="64" textAnchor="middle" className="donut-total">{formatCount(total)}</text>
          <text x="64" y="80" textAnchor="middle" className="donut-word">{t.statesTotal}</text>
        </svg>
        <ul>
          {orderStates.map((state) => (
            <li key={state}>
              <Link to="/orders" search={{ state: [state] }}>
                <i style={{ background: `var(--s-${colors[state]})` }} aria-hidden /><span className="grow">{title(state)}</span><span className="num">{formatCount(states[state] ?? 0)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
