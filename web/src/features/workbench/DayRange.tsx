import { Button } from "antd";
import { useState } from "react";
import { workbenchWords } from "./words";
import type { Filter } from "@/api/types";
import { dayOf, nextDay, startOfDay } from "@/components/format/time";
import { valuesOf, withFilter, type FilterKey } from "@/components/order/filter";
import { useNow } from "@/components/clock";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const dayMs = 86_400_000;

/** Whole days of the merchant's zone; the browser's own date fields, which phones show best. */
export function DayRange({ filter, from, to, onDone }: { filter: Filter; from: FilterKey; to: FilterKey; onDone: (filter: Filter) => void }) {
  const t = useWords(workbenchWords);
  const { zone } = useLocale();
  const fromAt = valuesOf(filter, from)[0];
  const toAt = valuesOf(filter, to)[0];
  const [first, setFirst] = useState(fromAt ? dayOf(fromAt, zone) : "");
  const [last, setLast] = useState(toAt ? dayOf(Date.parse(toAt) - 1, zone) : "");
  const send = (start: string, end: string) => {
    const withStart = withFilter(filter, from, start ? startOfDay(start, zone) : undefined);
    onDone(withFilter(withStart, to, end ? startOfDay(nextDay(end), zone) : undefined));
  };
  const now = useNow();
  const today = dayOf(now, zone);
  const ago = (days: number) => dayOf(now - days * dayMs, zone);
  const presets: [string, string, string][] = [[t.today, today, today], [t.yesterday, ago(1), ago(1)], [t.last7, ago(6), today], [t.last30, ago(29), today]];
  return (
    <div className="stack day-range">
      <div className="row wrap">{presets.map(([word, start, end]) => <Button key={word} size="small" onClick={() => send(start, end)}>{word}</Button>)}</div>
      <div className="row wrap">
        <label>{t.from} <input type="date" value={first} max={last || undefined} onChange={(event) => setFirst(event.target.value)} /></label>
        <label>{t.to} <input type="date" value={last} min={first || undefined} onChange={(event) => setLast(event.target.value)} /></label>
        <Button type="primary" size="small" onClick={() => send(first, last)}>{t.apply}</Button>
      </div>
    </div>
  );
}
