import { useAuditText } from "./auditWords";
import { accountWords } from "./words";
import { useCursorList } from "@/api/lists";
import type { AuditItem } from "@/api/types";
import { ActorText } from "@/components/ActorText";
import { EmptyState } from "@/components/Feedback";
import { PageFrame } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";

const rowKey = (row: AuditItem) => row.id;

export default function AuditPage() {
  const t = useWords(accountWords);
  const text = useAuditText();
  const list = useCursorList<AuditItem>(["audit"], "/audit", {}, { limit: 100 });
  const columns: Column<AuditItem>[] = [
    { key: "at", title: t.at, width: 150, render: (row) => <TimeText at={row.at} format="exact" /> },
    { key: "actor", title: t.actor, width: 120, render: (row) => <ActorText actor={row.actor} /> },
    { key: "action", title: t.action, width: 180, render: (row) => <span>{text.action(row.action)}</span> },
    { key: "target", title: t.target, width: 200, render: (row) => <span title={text.target(row.target)}>{text.target(row.target)}</span> },
    { key: "detail", title: t.detail, width: 260, grow: 1, render: (row) => <span className="soft" title={text.detail(row.detail)}>{text.detail(row.detail)}</span> },
  ];
  return (
    <PageFrame title={t.audit} subtitle={t.auditHelp} fill>
      <div className="table-card">
        <DataTable label={t.audit} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={34} loading={list.isPending} error={list.error} onRetry={() => void list.refetch()} hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()} empty={<EmptyState title={t.noAudit} />} />
      </div>
    </PageFrame>
  );
}
