import { actionWords } from "@/components/actions/words";
import { useWords } from "@/i18n/words";
import type { Outcome } from "@/api/types-work";

const tone: Record<Outcome, string> = { ok: "ok", refused: "danger", conflict: "warn", failed: "danger", no_change: "" };

export function OutcomeChip({ outcome }: { outcome: Outcome }) {
  const t = useWords(actionWords);
  const word = { ok: t.ok, refused: t.refusedOne, conflict: t.conflict, failed: t.failedOne, no_change: t.noChange }[outcome];
  return <span className={`chip ${tone[outcome]}`}>{word}</span>;
}

/** One line for each order that did not simply succeed, and why. */
export function OutcomeTable({ items }: { items: { id: string; number: string; outcome: Outcome; why: string | null }[] }) {
  return (
    <ul className="outcome-list">
      {items.map((item, index) => (
        <li key={`${item.id}-${index}`}>
          <a className="mono" href={`/orders/${item.id}`} target="_blank" rel="noreferrer">{item.number}</a>
          <OutcomeChip outcome={item.outcome} />
          <span className="soft">{item.why}</span>
        </li>
      ))}
    </ul>
  );
}
