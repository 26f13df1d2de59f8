import { useNavigate } from "@tanstack/react-router";
import { Progress } from "antd";
import { ImportForm } from "./ImportForm";
import { ImportState, jobPercent } from "./ImportState";
import { useFormatTitle } from "./formats";
import { importWords } from "./words";
import { useCursorList } from "@/api/lists";
import type { ImportJob } from "@/api/types";
import { ActorText } from "@/components/ActorText";
import { EmptyState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { PageFrame, Panel } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";

const rowKey = (row: ImportJob) => row.id;

export default function ImportsPage() {
  const t = useWords(importWords);
  const navigate = useNavigate();
  const format = useFormatTitle();
  const list = useCursorList<ImportJob>(["imports", "list"], "/imports", {});
  const columns: Column<ImportJob>[] = [
    { key: "file", title: t.file, width: 200, grow: 2, render: (row) => <span title={row.file_name}>{row.file_name} {row.dry_run && <span className="chip">{t.dryBadge}</span>}</span> },
    { key: "state", title: t.state, width: 140, render: (row) => (row.state === "done" || row.state === "failed" ? <ImportState job={row} /> : <Progress percent={jobPercent(row)} size="small" />) },
    { key: "format", title: t.format, width: 150, render: (row) => format(row.format) },
    { key: "shop", title: t.shop, width: 120, render: (row) => row.shop?.name ?? "—" },
    { key: "orders", title: t.orders, width: 80, align: "right", render: (row) => <span className="num">{row.result ? formatCount(row.result.orders) : "—"}</span> },
    { key: "lines", title: t.lines, width: 80, align: "right", render: (row) => <span className="num">{row.result ? formatCount(row.result.lines_read) : "—"}</span> },
    { key: "errors", title: t.errors, width: 104, align: "right", render: (row) => <span className={row.errors_count > row.warnings_count ? "num late" : "num faint"}>{formatCount(row.errors_count - row.warnings_count)}</span> },
    { key: "when", title: t.when, width: 110, render: (row) => <TimeText at={row.created_at} /> },
    { key: "by", title: t.by, width: 90, render: (row) => <ActorText actor={row.by} /> },
  ];
  return (
    <PageFrame title={t.title} subtitle={t.subtitle}>
      <ImportForm onStarted={(id) => void navigate({ to: "/imports/$importId", params: { importId: id } })} />
      <Panel title={t.list} flush>
        <DataTable
          flow label={t.list} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={38} loading={list.isPending} error={list.error} onRetry={() => void list.refetch()} hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage}
          onOpen={(row) => void navigate({ to: "/imports/$importId", params: { importId: row.id } })} empty={<EmptyState title={t.noImports} />}
        />
      </Panel>
    </PageFrame>
  );
}
