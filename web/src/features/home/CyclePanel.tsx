import { homeWords } from "./words";
import type { Home } from "@/api/types-work";
import { span } from "@/components/format/time";
import { Panel } from "@/components/PageFrame";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const minuteMs = 60_000;

/** How long from payment to shipment, against the goal. */
export function CyclePanel({ cycle }: { cycle: Home["cycle"] }) {
  const t = useWords(homeWords);
  const { locale } = useLocale();
  const known = [cycle.p50_minutes, cycle.p90_minutes].filter((minutes) => minutes !== null);
  const most = Math.max(cycle.goal_minutes * 1.25, ...known);
  const bar = (minutes: number | null, word: string) => minutes !== null && (
    <div className="cycle-row">
      <div className="row"><b className={minutes > cycle.goal_minutes ? "num late" : "num"}>{span(minutes * minuteMs, locale)}</b><span className="faint">{word}</span></div>
      <div className="cycle-bar"><i className={minutes > cycle.goal_minutes ? "over" : ""} style={{ width: `${(minutes / most) * 100}%` }} /><em style={{ left: `${(cycle.goal_minutes / most) * 100}%` }} /></div>
    </div>
  );
  return (
    <Panel title={t.cycle} extra={<span className="faint">{t.cycleHelp} · {t.goal(span(cycle.goal_minutes * minuteMs, locale))}</span>}>
      {known.length === 0 && <p className="faint">{t.cycleNone}</p>}
      {bar(cycle.p50_minutes, t.p50)}
      {bar(cycle.p90_minutes, t.p90)}
    </Panel>
  );
}
