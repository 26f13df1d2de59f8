import { runWords } from "./words";
import type { ActionRun, Outcome } from "@/api/types-work";
import { formatCount } from "@/components/format/money";
import { useWords } from "@/i18n/words";

export function RunState({ run }: { run: ActionRun }) {
  const t = useWords(runWords);
  const word = { queued: t.queued, running: t.running, done: t.done, failed: t.failed }[run.state];
  return <span className={`chip ${run.state === "done" ? "ok" : run.state === "failed" ? "danger" : ""}`}>{word}</span>;
}

const tones: Record<Outcome, string> = { ok: "ok", refused: "danger", conflict: "warn", failed: "danger", no_change: "" };

export function useOutcomeWord(): (outcome: Outcome) => string {
  const t = useWords(runWords);
  return (outcome) => ({ ok: t.ok, refused: t.refused, conflict: t.conflict, failed: t.failedOne, no_change: t.noChange })[outcome];
}

export function CountChips({ counts }: { counts: ActionRun["counts"] }) {
  const word = useOutcomeWord();
  const shown = (Object.keys(tones) as Outcome[]).filter((outcome) => (counts[outcome] ?? 0) > 0);
  return <span className="row">{shown.map((outcome) => <span key={outcome} className={`chip ${tones[outcome]}`}>{word(outcome)} <b className="num">{formatCount(counts[outcome] ?? 0)}</b></span>)}</span>;
}
