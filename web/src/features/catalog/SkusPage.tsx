import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { SkuDialog } from "./SkuDialog";
import { catalogWords } from "./words";
import { useCursorList } from "@/api/lists";
import { usePermission, useSession } from "@/api/session";
import type { Sku } from "@/api/types-work";
import { attributesText } from "@/components/order/attributes";
import { CopyId } from "@/components/CopyId";
import { EmptyState } from "@/components/Feedback";
import { MoneyText } from "@/components/MoneyText";
import { PageFrame } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { useDebounced } from "@/components/useDebounced";
import { useWords } from "@/i18n/words";

const rowKey = (row: Sku) => row.id;

export default function SkusPage() {
  const t = useWords(catalogWords);
  const may = usePermission();
  const currency = useSession()?.merchant.currency ?? "CNY";
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed.trim(), 300);
  const [editing, setEditing] = useState<Sku | "new" | null>(null);
  const list = useCursorList<Sku>(["skus", "list"], "/skus", { q });
  const canEdit = may("setup.manage") || may("stock.act");
  const columns: Column<Sku>[] = [
    { key: "code", title: t.code, width: 130, render: (row) => <CopyId value={row.code} /> },
    { key: "name", title: t.name, width: 160, grow: 2, render: (row) => <span title={row.name}>{row.name}</span> },
    { key: "attributes", title: t.attributes, width: 90, grow: 1, render: (row) => attributesText(row.attributes) || <span className="faint">—</span> },
    { key: "kind", title: t.components, width: 110, grow: 1, render: (row) => (row.is_bundle ? <span className="chip" title={row.components.map((one) => `${one.code ?? one.sku_id} ×${one.qty}`).join("\n")}>{t.bundle} · {row.components.length}</span> : <span className="faint">—</span>) },
    { key: "barcode", title: t.barcode, width: 126, render: (row) => (row.barcode ? <CopyId value={row.barcode} /> : <span className="faint">—</span>) },
    { key: "weight", title: t.weight, width: 84, align: "right", render: (row) => <span className="num">{row.weight_g ?? "—"}</span> },
    ...(may("money.read") ? [{ key: "cost", title: t.cost, width: 90, align: "right" as const, render: (row: Sku) => <MoneyText minor={row.cost_minor} currency={currency} /> }] : []),
    { key: "low", title: t.lowStock, width: 76, align: "right", render: (row) => <span className="num">{row.low_stock_qty ?? "—"}</span> },
    { key: "active", title: t.status, width: 70, render: (row) => (row.active ? <span className="chip ok">{t.active}</span> : <span className="chip">{t.stopped}</span>) },
    { key: "stock", title: "", width: 80, render: (row) => <Link to="/stock" search={{ sku: row.id }}>{t.stock}</Link> },
  ];
  return (
    <PageFrame title={t.skus} subtitle={t.skusHelp} fill extra={canEdit && <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>{t.add}</Button>}>
      <div className="toolbar"><Input className="toolbar-search" data-search allowClear prefix={<SearchOutlined />} placeholder={t.search} aria-label={t.search} value={typed} onChange={(event) => setTyped(event.target.value)} /></div>
      <div className="table-card">
        <DataTable
          label={t.skus} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={34} loading={list.isPending} stale={list.isPlaceholderData} error={list.error} onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()} onOpen={canEdit ? setEditing : undefined} rowClass={(row) => (row.active ? "" : "row-closed")}
          empty={<EmptyState title={q ? t.noMatch : t.emptySkus} help={q ? undefined : t.emptySkusHelp} action={!q && canEdit && <Button type="primary" onClick={() => setEditing("new")}>{t.add}</Button>} />}
        />
      </div>
      {editing && <SkuDialog sku={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </PageFrame>
  );
}
