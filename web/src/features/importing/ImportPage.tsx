import { ArrowLeftOutlined, DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { App, Button, Progress } from "antd";
import { ImportState, jobPercent } from "./ImportState";
import { useFormatTitle } from "./formats";
import { importWords } from "./words";
import { api } from "@/api/client";
import { useCursorList } from "@/api/lists";
import type { ImportJob, ImportRowError, Page } from "@/api/types";
import { ActorText } from "@/components/ActorText";
import { csvText, saveCsv } from "@/components/csv";
import { EmptyState, ErrorState, SkeletonLines } from "@/components/Feedback";
import { formatCount, formatMoney } from "@/components/format/money";
import { PageFrame, Panel } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";

const rowKey = (row: ImportRowError) => `${row.row_no}-${row.column}-${row.code}`;
const errorsMax = 100_000;

export default function ImportPage() {
  const t = useWords(importWords);
  const { importId = "" } = useParams({ strict: false });
  const format = useFormatTitle();
  const job = useQuery({
    queryKey: ["imports", "job", importId], queryFn: () => api.get<ImportJob>(`/imports/${importId}`),
    refetchInterval: (query) => (query.state.data && ["done", "failed"].includes(query.state.data.state) ? false : 800),
  });
  const data = job.data;
  if (!data) return <PageFrame title={t.title}>{job.error ? <ErrorState error={job.error} onRetry={() => void job.refetch()} /> : <Panel><SkeletonLines lines={6} /></Panel>}</PageFrame>;
  const running = data.state !== "done" && data.state !== "failed";
  return (
    <PageFrame
      title={data.file_name}
      subtitle={<><Link to="/imports" search={{}}><ArrowLeftOutlined /> {t.back}</Link> · {data.shop?.name} {format(data.format)} · <TimeText at={data.created_at} /> · <ActorText actor={data.by} /></>}
      extra={<>{data.dry_run && <span className="chip">{t.dryBadge}</span>}<ImportState job={data} /></>}
    >
      {running && (
        <Panel>
          <Progress percent={jobPercent(data)} status="active" />
          <div className="row" aria-live="polite"><span className="num">{t.progress(formatCount(data.progress?.read ?? 0))}</span><span className="faint">{t.canLeave}</span></div>
        </Panel>
      )}
      {data.error && <div className="banner danger" role="alert"><span><b>{data.error.what}</b> {data.error.mend}</span></div>}
      {data.result && <ResultPanel job={data} />}
      {!running && <ErrorsPanel job={data} />}
    </PageFrame>
  );
}

function ResultPanel({ job }: { job: ImportJob }) {
  const t = useWords(importWords);
  const result = job.result;
  if (!result) return null;
  const seconds = job.finished_at ? (Date.parse(job.finished_at) - Date.parse(job.created_at)) / 1000 : null;
  const figures: [string, string][] = [
    [t.linesRead, formatCount(result.lines_read)], [t.linesStored, formatCount(result.lines_stored)], [t.ordersStored, formatCount(result.orders)], [t.cancellations, formatCount(result.cancellations)],
    [t.duplicates, formatCount(result.duplicates)], [t.updated, formatCount(result.updated)], [t.quarantined, formatCount(result.quarantined)],
    ...(result.net_minor !== null && result.currency ? [[t.net, formatMoney(result.net_minor, result.currency)] as [string, string]] : []),
  ];
  return (
    <Panel title={t.result} extra={<>{seconds !== null && <span className="faint num">{t.took(`${seconds.toFixed(1)} s`)}</span>}{!job.dry_run && <Link to="/orders" search={{}}>{t.seeOrders}</Link>}{result.quarantined > 0 && <Link to="/quarantine" search={{}}>{t.seeQuarantine}</Link>}</>}>
      <div className="figure-grid">{figures.map(([word, value]) => <div key={word} className="figure"><span>{word}</span><b>{value}</b></div>)}</div>
      {job.dry_run && <p className="faint">{t.importForReal}</p>}
    </Panel>
  );
}

function ErrorsPanel({ job }: { job: ImportJob }) {
  const t = useWords(importWords);
  const { message } = App.useApp();
  // The server counts warnings among the errors.
  const count = job.errors_count;
  const errors = count - job.warnings_count;
  const list = useCursorList<ImportRowError>(["imports", "errors", job.id], `/imports/${job.id}/errors`, {}, { limit: 100, enabled: count > 0 });
  const columns: Column<ImportRowError>[] = [
    { key: "row", title: t.rowNo, width: 80, align: "right", render: (row) => <span className="num">{row.row_no}</span> },
    { key: "severity", title: t.severity, width: 80, render: (row) => <span className={row.severity === "error" ? "chip danger" : "chip warn"}>{row.severity === "error" ? t.errorWord : t.warningWord}</span> },
    { key: "column", title: t.column, width: 130, render: (row) => row.column ?? "—" },
    { key: "value", title: t.value, width: 150, render: (row) => <span className="mono" title={row.value ?? ""}>{row.value ?? "—"}</span> },
    { key: "what", title: t.what, width: 240, grow: 1, render: (row) => <span title={`${row.what}（${row.code}）`}>{row.what}</span> },
    { key: "mend", title: t.mend, width: 240, grow: 1, render: (row) => <span title={row.mend ?? ""}>{row.mend}</span> },
  ];
  const download = async () => {
    const rows: ImportRowError[] = [];
    let cursor: string | null = null;
    try {
      do {
        const page: Page<ImportRowError> = await api.get<Page<ImportRowError>>(`/imports/${job.id}/errors`, { limit: 200, cursor });
        rows.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor && rows.length < errorsMax);
      saveCsv(`errors-${job.file_name}.csv`, csvText([t.rowNo, t.column, t.value, "code", t.what, t.mend], rows.map((row) => [row.row_no, row.column, row.value, row.code, row.what, row.mend])));
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const long = list.hasNextPage || list.rows.length > 12;
  if (count === 0) return job.state === "done" ? <p className="faint">{t.noErrors}</p> : null;
  return (
    <Panel title={<>{t.rowErrors} {errors > 0 && <span className="chip danger num">{t.errorCount(formatCount(errors))}</span>} {job.warnings_count > 0 && <span className="chip warn num">{t.warningCount(formatCount(job.warnings_count))}</span>}</>} extra={<Button size="small" icon={<DownloadOutlined />} onClick={() => void download()}>{t.downloadErrors}</Button>} flush>
      <p className="faint list-pad">{t.rowErrorsHelp}</p>
      <div className={long ? "errors-table long" : "errors-table"}>
        <DataTable flow={!long} label={t.rowErrors} columns={columns} rows={list.rows} rowKey={rowKey} loading={list.isPending} error={list.error} onRetry={() => void list.refetch()} hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()} empty={<EmptyState title={t.noErrors} />} />
      </div>
    </Panel>
  );
}
