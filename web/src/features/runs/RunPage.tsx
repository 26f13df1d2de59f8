import { ArrowLeftOutlined } from "@ant-design/icons";
import { Link, useParams } from "@tanstack/react-router";
import { Progress, Segmented } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { CountChips, RunState, useOutcomeWord } from "./parts";
import { runWords } from "./words";
import { useRun } from "@/api/actions";
import { useCursorList } from "@/api/lists";
import type { Outcome, OutcomeItem } from "@/api/types-work";
import { OutcomeChip } from "@/components/actions/OutcomeTable";
import { UndoLink } from "@/components/actions/UndoLink";
import { ActorText } from "@/components/ActorText";
import { EmptyState, SkeletonLines } from "@/components/Feedback";
import { PageFrame } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const rowKey = (row: OutcomeItem) => row.id;
const outcomes: readonly Outcome[] = ["ok", "refused", "conflict", "failed", "no_change"];

export default function RunPage() {
  const t = useWords(runWords);
  const { runId = "" } = useParams({ strict: false });
  const client = useQueryClient();
  const run = useRun(runId);
  const { locale } = useLocale();
  const word = useOutcomeWord();
  const [outcome, setOutcome] = useState<Outcome | "all">("all");
  const list = useCursorList<OutcomeItem>(["run", runId, "items"], `/action-runs/${runId}/items`, { outcome: outcome === "all" ? undefined : outcome }, { limit: 100 });
  const columns: Column<OutcomeItem>[] = [
    { key: "order", title: t.order, width: 190, render: (row) => <Link to="/orders/$orderId" params={{ orderId: row.id }} className="mono">{row.number}</Link> },
    { key: "outcome", title: t.outcome, width: 130, render: (row) => <OutcomeChip outcome={row.outcome} /> },
    { key: "why", title: t.why, width: 300, grow: 1, render: (row) => <span title={row.why ?? ""}>{row.why ?? <span className="faint">—</span>}</span> },
  ];
  const state = run?.state;
  useEffect(() => {
    if (state === "done") void client.invalidateQueries({ queryKey: ["run", runId, "items"] });
  }, [state, client, runId]);
  if (!run) return <PageFrame title={t.title}><SkeletonLines lines={6} /></PageFrame>;
  const running = run.state === "queued" || run.state === "running";
  const present = outcomes.filter((one) => (run.counts[one] ?? 0) > 0);
  return (
    <PageFrame
      title={pick(locale, run, run.action)} fill extra={<><RunState run={run} />{run.undoable && run.state === "done" && <UndoLink runId={run.run_id} block />}</>}
      subtitle={<><Link to="/runs"><ArrowLeftOutlined /> {t.back}</Link> · <TimeText at={run.created_at} /> · <ActorText actor={run.by} />{run.undo_of && <> · {t.undoOf} <Link to="/runs/$runId" params={{ runId: run.undo_of }}>{run.undo_of}</Link></>}</>}
    >
      {running && <Progress percent={run.total > 0 ? Math.floor((run.done / run.total) * 100) : 0} status="active" />}
      <div className="toolbar">
        <CountChips counts={run.counts} /><span className="grow" />
        {present.length > 1 && <Segmented aria-label={t.counts} value={outcome} onChange={setOutcome} options={[{ value: "all" as const, label: t.all }, ...present.map((one) => ({ value: one, label: word(one) }))]} />}
      </div>
      <div className="table-card">
        <DataTable label={t.counts} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={34} loading={list.isPending} stale={list.isPlaceholderData} error={list.error} onRetry={() => void list.refetch()} hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()} empty={<EmptyState title={t.noItems} />} />
      </div>
    </PageFrame>
  );
}
