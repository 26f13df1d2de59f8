import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { readDates } from "./dates";
import { networkWords } from "./words";
import { api } from "@/api/client";
import type { Calendar } from "@/api/types-work";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { Field } from "@/components/FormDialog";
import { Panel } from "@/components/PageFrame";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import "@/styles/actions.css";

export function CalendarTab() {
  const calendar = useQuery({ queryKey: ["calendar"], queryFn: () => api.get<Calendar>("/calendar") });
  if (calendar.error && !calendar.data) return <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />;
  if (!calendar.data) return <Panel><SkeletonLines lines={6} /></Panel>;
  return <CalendarForm saved={calendar.data} />;
}

function CalendarForm({ saved }: { saved: Calendar }) {
  const t = useWords(networkWords);
  const words = useWords(sharedWords);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [holidays, setHolidays] = useState(saved.holidays.join("\n"));
  const [extra, setExtra] = useState(saved.extra_workdays.join("\n"));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const off = readDates(holidays);
  const on = readDates(extra);
  const bad = [...off.bad, ...on.bad];
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put<Calendar>("/calendar", { holidays: off.dates, extra_workdays: on.dates });
      await client.invalidateQueries({ queryKey: ["calendar"] });
      message.success(words.saved);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t.calendar} extra={<Button type="primary" disabled={bad.length > 0} loading={busy} onClick={() => void save()}>{words.save}</Button>}>
      <div className="stack">
        <div className="form-two">
          <Field label={t.holidays} help={t.datesHelp}><Input.TextArea className="mono" rows={12} value={holidays} onChange={(event) => setHolidays(event.target.value)} /></Field>
          <Field label={t.extra} help={t.datesHelp}><Input.TextArea className="mono" rows={12} value={extra} onChange={(event) => setExtra(event.target.value)} /></Field>
        </div>
        {bad.length > 0 && <div className="banner danger">{t.badDates(bad.join("、"))}</div>}
        {error !== null && <ErrorState inline error={error} />}
      </div>
    </Panel>
  );
}
