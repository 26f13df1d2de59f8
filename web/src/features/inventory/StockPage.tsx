import { SearchOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox, Input, Popover, Select } from "antd";
import { useEffect, useState } from "react";
import { StockActions } from "./StockActions";
import { StockSheet } from "./StockSheet";
import { stockWords } from "./words";
import { useWarehouses } from "@/api/directory";
import { useCursorList } from "@/api/lists";
import type { StockLevel } from "@/api/types-work";
import { CopyId } from "@/components/CopyId";
import { EmptyState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { PageFrame } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { useDebounced } from "@/components/useDebounced";
import { useNarrow } from "@/components/useNarrow";
import { useSearchParams } from "@/components/useSearchParams";
import { useWords } from "@/i18n/words";
import "@/styles/stock.css";

const rowKey = (row: StockLevel) => row.sku.id;

export default function StockPage() {
  const t = useWords(stockWords);
  const params = useSearchParams();
  const [typed, setTyped] = useState(params.get("q") ?? "");
  const q = useDebounced(typed.trim(), 300);
  const setParams = params.set;
  useEffect(() => setParams({ q: q || undefined }), [q, setParams]);
  const query = { q: params.get("q"), warehouse_id: params.get("warehouse_id"), low: params.get("low"), short: params.get("short") };
  const list = useCursorList<StockLevel>(["stock", "list"], "/stock", query);
  const warehouses = useWarehouses();
  const columns = useStockColumns();
  const filtered = Object.values(query).some((value) => value !== undefined);
  const open = params.get("sku");
  return (
    <PageFrame title={t.title} subtitle={t.subtitle} extra={<StockActions />} fill>
      <div className="toolbar">
        <Input className="toolbar-search" data-search allowClear prefix={<SearchOutlined />} placeholder={t.search} aria-label={t.search} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <Select className="toolbar-select" allowClear placeholder={t.allWarehouses} aria-label={t.warehouse} value={query.warehouse_id} onChange={(value: string | undefined) => params.set({ warehouse_id: value })} options={warehouses.map((warehouse) => ({ value: warehouse.id, label: warehouse.name }))} />
        <Checkbox checked={query.low === "1"} onChange={(event) => params.set({ low: event.target.checked ? "1" : undefined })}>{t.low}</Checkbox>
        <Checkbox checked={query.short === "1"} onChange={(event) => params.set({ short: event.target.checked ? "1" : undefined })}>{t.short}</Checkbox>
      </div>
      <div className="table-card">
        <DataTable
          label={t.title} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={34} loading={list.isPending} stale={list.isPlaceholderData} error={list.error} onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()} openKey={open ?? null} onOpen={(row) => params.set({ sku: row.sku.id }, open !== undefined)}
          empty={<EmptyState title={filtered ? t.emptyFilter : t.emptyTitle} help={filtered ? undefined : t.emptyHelp} action={!filtered && <Link to="/skus" search={{}}><Button type="primary">{t.goSkus}</Button></Link>} />}
        />
      </div>
      {open && <StockSheet key={open} skuId={open} onClose={() => params.set({ sku: undefined })} />}
    </PageFrame>
  );
}

function useStockColumns(): Column<StockLevel>[] {
  const t = useWords(stockWords);
  const narrow = useNarrow();
  const number = (key: string, title: string, value: (row: StockLevel) => number): Column<StockLevel> => ({
    key, title, width: 92, align: "right", render: (row) => (value(row) === 0 ? <span className="faint num">0</span> : <span className="num">{formatCount(value(row))}</span>),
  });
  if (narrow) return [
    { key: "name", title: t.name, width: 150, grow: 1, render: (row) => <span title={row.sku.name}>{row.sku.name}</span> },
    { key: "available", title: t.available, width: 66, align: "right", render: (row) => <AvailableCell row={row} /> },
    { ...number("on_hand", t.onHand, (row) => row.on_hand), width: 66 }, { ...number("to_ship", t.toShip, (row) => row.to_ship), width: 66 },
    { key: "sku", title: t.sku, width: 120, render: (row) => <CopyId value={row.sku.code} /> },
  ];
  return [
    { key: "sku", title: t.sku, width: 150, render: (row) => <CopyId value={row.sku.code} /> },
    { key: "name", title: t.name, width: 200, grow: 1, render: (row) => <span title={row.sku.name}>{row.sku.name}</span> },
    { key: "available", title: t.available, width: 92, align: "right", render: (row) => <AvailableCell row={row} /> },
    { key: "short", title: t.shortQty, width: 80, align: "right", render: (row) => (row.short_qty > 0 ? <span className="num late">{formatCount(row.short_qty)}</span> : <span className="faint">—</span>) },
    number("on_hand", t.onHand, (row) => row.on_hand), number("to_ship", t.toShip, (row) => row.to_ship), number("unpaid", t.unpaid, (row) => row.unpaid),
    number("frozen", t.frozen, (row) => row.frozen), number("returning", t.returning, (row) => row.returning),
  ];
}

function AvailableCell({ row }: { row: StockLevel }) {
  const t = useWords(stockWords);
  const terms: [string, number][] = [[t.onHand, row.on_hand], [t.toShip, -row.to_ship], [t.unpaid, -row.unpaid], [t.frozen, -row.frozen]];
  const content = (
    <table className="terms">
      <tbody>
        {terms.map(([word, qty]) => <tr key={word}><th scope="row">{word}</th><td className="num">{formatCount(qty)}</td></tr>)}
        <tr className="sum"><th scope="row">{t.available}</th><td className="num">{formatCount(row.available)}</td></tr>
        {row.nodes.map((node) => <tr key={node.warehouse.id}><th scope="row" className="faint">{node.warehouse.name} {t.free}</th><td className="num faint">{formatCount(node.free)}</td></tr>)}
      </tbody>
    </table>
  );
  return <Popover content={content} placement="right" mouseEnterDelay={0.3}><b className={row.available < 0 ? "num late" : "num"}>{formatCount(row.available)}</b></Popover>;
}
