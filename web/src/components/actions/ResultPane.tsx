import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Progress } from "antd";
import { useEffect } from "react";
import { readRunItems, refreshAfterAction, useRun } from "@/api/actions";
import type { ActionResult, ActionSpec } from "@/api/types-work";
import { OutcomeTable } from "@/components/actions/OutcomeTable";
import { UndoLink } from "@/components/actions/UndoLink";
import { actionWords } from "@/components/actions/words";
import { useWords } from "@/i18n/words";

/** The result of a run: at once for up to 200, else a progress bar that may be left. */
export function ResultPane({ result, action }: { result: ActionResult; action: ActionSpec }) {
  const t = useWords(actionWords);
  const client = useQueryClient();
  const background = result.items === undefined;
  const run = useRun(background ? result.run_id : null);
  const finished = !background || run?.state === "done" || run?.state === "failed";
  const rest = useQuery({
    queryKey: ["run", result.run_id, "items"],
    queryFn: async () => (await readRunItems(result.run_id, undefined)).items.filter((item) => item.outcome !== "ok"),
    enabled: background && finished,
  });
  useEffect(() => {
    if (background && finished) void refreshAfterAction(client);
  }, [background, finished, client]);

  const counts = (background ? run?.counts : result.counts) ?? {};
  const total = (background ? run?.total : result.total) ?? 0;
  const done = background ? (run?.done ?? 0) : total;
  const ok = counts.ok ?? 0;
  const items = background ? (rest.data ?? []) : (result.items ?? []).filter((item) => item.outcome !== "ok");
  return (
    <div className="stack">
      {background && <Progress percent={total > 0 ? Math.floor((done / total) * 100) : 0} status={finished ? (run?.state === "failed" ? "exception" : "success") : "active"} />}
      <div aria-live="polite">
        {finished ? t.doneSome(ok, total - ok) : <>{t.running} <span className="num">{done} / {total}</span><div className="field-help">{t.canLeave}</div></>}
      </div>
      {items.length > 0 && <OutcomeTable items={items} />}
      <div className="row">
        <a href={`/runs/${result.run_id}`}>{t.openRun}</a>
        {finished && ok > 0 && action.undoable && <UndoLink runId={result.run_id} />}
      </div>
    </div>
  );
}
