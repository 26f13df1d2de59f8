import { Link } from "@tanstack/react-router";
import { homeWords } from "./words";
import type { Home } from "@/api/types-work";
import { useNow } from "@/components/clock";
import { formatCount, formatMoney } from "@/components/format/money";
import { dayOf, startOfDay } from "@/components/format/time";
import { Panel } from "@/components/PageFrame";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

export function TodayPanel({ today }: { today: NonNullable<Home["today"]> }) {
  const t = useWords(homeWords);
  const { zone } = useLocale();
  const start = startOfDay(dayOf(useNow(), zone), zone);
  return (
    <Panel title={t.today}>
      <div className="today">
        <Link to="/orders" search={{ placed_from: start }} className="today-figure">
          <span className="soft">{t.orders}</span>
          <b className="num">{formatCount(today.orders)}</b>
          <Change now={today.orders} before={today.yesterday_same_time.orders} word={t.vsYesterday} />
          <Change now={today.orders} before={today.last_week_same_time.orders} word={t.vsLastWeek} />
        </Link>
        {today.paid_minor !== null && (
          <Link to="/orders" search={{ paid_from: start, sort: "paid" }} className="today-figure">
            <span className="soft">{t.paid}</span>
            <b className="num">{formatMoney(today.paid_minor, today.currency)}</b>
            <Change now={today.paid_minor} before={today.yesterday_same_time.paid_minor ?? 0} word={t.vsYesterday} />
            <Change now={today.paid_minor} before={today.last_week_same_time.paid_minor ?? 0} word={t.vsLastWeek} />
          </Link>
        )}
      </div>
    </Panel>
  );
}

function Change({ now, before, word }: { now: number; before: number; word: string }) {
  const t = useWords(homeWords);
  const percent = before > 0 ? ((now - before) / before) * 100 : null;
  const text = percent === null ? "—" : Math.abs(percent) < 0.05 ? t.same : `${percent > 0 ? "▲" : "▼"} ${Math.abs(percent).toFixed(percent > 999 ? 0 : 1)}%`;
  return <small className="num"><span className={percent === null || text === t.same ? "faint" : percent > 0 ? "ok" : "down"}>{text}</span> <span className="faint">{word}</span></small>;
}
