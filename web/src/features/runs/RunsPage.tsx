import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Progress } from "antd";
import { CountChips, RunState } from "./parts";
import { runWords } from "./words";
import { useCursorList } from "@/api/lists";
import type { ActionRun } from "@/api/types-work";
import { UndoLink } from "@/components/actions/UndoLink";
import { ActorText } from "@/components/ActorText";
import { EmptyState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { PageFrame } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const rowKey = (row: ActionRun) => row.run_id;

export default function RunsPage() {
  const t = useWords(runWords);
  const navigate = useNavigate();
  const { locale } = useLocale();
  const list = useCursorList<ActionRun>(["runs", "list"], "/action-runs", {});
  const columns: Column<ActionRun>[] = [
    { key: "action", title: t.action, width: 150, render: (row) => <b>{row.undo_of ? t.undoPrefix : ""}{pick(locale, row, row.action)}</b> },
    { key: "state", title: t.state, width: 150, render: (row) => (row.state === "running" ? <Progress size="small" percent={row.total > 0 ? Math.floor((row.done / row.total) * 100) : 0} /> : <RunState run={row} />) },
    { key: "total", title: t.total, width: 80, align: "right", render: (row) => <span className="num">{formatCount(row.total)}</span> },
    { key: "counts", title: t.counts, width: 260, grow: 1, render: (row) => <CountChips counts={row.counts} /> },
    { key: "by", title: t.by, width: 100, render: (row) => <ActorText actor={row.by} /> },
    { key: "at", title: t.at, width: 120, render: (row) => <TimeText at={row.created_at} /> },
    { key: "undo", title: "", width: 90, render: (row) => row.undoable && row.state === "done" && <UndoLink runId={row.run_id} /> },
  ];
  return (
    <PageFrame title={t.title} subtitle={t.subtitle} fill>
      <div className="table-card">
        <DataTable
          label={t.title} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={38} loading={list.isPending} error={list.error} onRetry={() => void list.refetch()} hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()}
          onOpen={(row) => void navigate({ to: "/runs/$runId", params: { runId: row.run_id } })} empty={<EmptyState title={t.none} help={t.noneHelp} action={<Link to="/orders" search={{}}><Button>{t.toOrders}</Button></Link>} />}
        />
      </div>
    </PageFrame>
  );
}
