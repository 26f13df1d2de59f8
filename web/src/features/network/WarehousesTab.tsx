import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { WarehouseDialog } from "./WarehouseDialog";
import { networkWords } from "./words";
import { readAll } from "@/api/lists";
import type { Warehouse } from "@/api/types-work";
import { EmptyState } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { useWords } from "@/i18n/words";

const rowKey = (row: Warehouse) => row.id;

export function WarehousesTab() {
  const t = useWords(networkWords);
  const [editing, setEditing] = useState<Warehouse | "new" | null>(null);
  const list = useQuery({ queryKey: ["warehouses"], queryFn: () => readAll<Warehouse>("/warehouses") });
  const dayLetters = [...t.days];
  const columns: Column<Warehouse>[] = [
    { key: "name", title: t.name, width: 140, render: (row) => <b>{row.name}</b> },
    { key: "code", title: t.code, width: 90, render: (row) => <span className="mono">{row.code}</span> },
    { key: "place", title: t.city, width: 140, render: (row) => [row.province, row.city].filter(Boolean).join(" ") || "—" },
    { key: "cutoff", title: t.cutoff, width: 90, render: (row) => <span className="num">{row.cutoff}</span> },
    { key: "days", title: t.workdays, width: 160, render: (row) => dayLetters.map((letter, index) => <span key={index} className={row.workdays[index] === "1" ? "day on" : "day"}>{letter}</span>) },
    { key: "regions", title: t.priority, width: 240, grow: 1, render: (row) => <span title={regionText(row)}>{regionText(row) || <span className="faint">—</span>}</span> },
    { key: "active", title: t.status, width: 80, render: (row) => <span className={row.active ? "chip ok" : "chip"}>{row.active ? t.active : t.stopped}</span> },
  ];
  return (
    <Panel title={t.warehouses} extra={<Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>{t.add}</Button>} flush>
      <DataTable flow label={t.warehouses} columns={columns} rows={list.data ?? []} rowKey={rowKey} rowHeight={38} loading={list.isPending} error={list.error} onRetry={() => void list.refetch()} onOpen={setEditing} empty={<EmptyState title={t.none} help={t.noneHelp} action={<Button type="primary" onClick={() => setEditing("new")}>{t.add}</Button>} />} />
      {editing && <WarehouseDialog warehouse={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function regionText(row: Warehouse): string {
  return [...row.priority_regions].sort((a, b) => a.rank - b.rank).map((region) => `${region.rank} ${region.province}`).join("、");
}
