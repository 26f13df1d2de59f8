import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Progress } from "antd";
import { useEffect } from "react";
import { readRunItems, refreshAfterAction, useRun } from "@/api/actions";
import type { ActionRun } from "@/api/types-work";
import { OutcomeTable } from "@/components/actions/OutcomeTable";
import { UndoLink } from "@/components/actions/UndoLink";
import { actionWords } from "@/components/actions/words";
import { useWords } from "@/i18n/words";

/** The result of a run: at once for up to 200, else a progress bar that may be left. */
export function ResultPane({ result }: { result: ActionRun }) {
  const t = useWords(actionWords);
  const client = useQueryClient();
  const background = result.state !== "done" && result.state !== "failed";
  const run = useRun(background ? result.run_id : null) ?? result;
  const finished = run.state === "done" || run.state === "failed";
  const rest = useQuery({
    queryKey: ["run", result.run_id, "failed-items"],
    queryFn: async () => (await readRunItems(result.run_id, undefined)).items,
    enabled: finished && !result.items,
  });
  useEffect(() => {
    if (background && finished) void refreshAfterAction(client);
  }, [background, finished, client]);

  const ok = run.counts.ok ?? 0;
  const items = (result.items ?? rest.data ?? []).filter((item) => item.outcome !== "ok");
  return (
    <div className="stack">
      {background && <Progress percent={run.total > 0 ? Math.floor((run.done / run.total) * 100) : 0} status={finished ? (run.state === "failed" ? "exception" : "success") : "active"} />}
      <div aria-live="polite">
        {finished ? t.doneSome(ok, run.total - ok) : <>{t.running} <span className="num">{run.done} / {run.total}</span><div className="field-help">{t.canLeave}</div></>}
      </div>
      {items.length > 0 && <OutcomeTable items={items} />}
      <div className="row">
        <Link to="/runs/$runId" params={{ runId: result.run_id }} target="_blank">{t.openRun}</Link>
        {finished && run.undoable && <UndoLink runId={result.run_id} />}
      </div>
    </div>
  );
}
