import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ShopDialog } from "./ShopDialog";
import { shopWords } from "./words";
import { readAll } from "@/api/lists";
import type { Shop } from "@/api/types-work";
import { EmptyState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { ChannelBadge } from "@/components/order/ChannelBadge";
import { useChannel } from "@/components/order/channels";
import { PageFrame, Panel } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";

const rowKey = (row: Shop) => row.id;

export default function ShopsPage() {
  const t = useWords(shopWords);
  const channel = useChannel();
  const [editing, setEditing] = useState<Shop | "new" | null>(null);
  const list = useQuery({ queryKey: ["shops"], queryFn: () => readAll<Shop>("/shops") });
  const reserve = { placed: t.placed, paid: t.paid, review: t.review };
  const columns: Column<Shop>[] = [
    { key: "name", title: t.name, width: 180, grow: 1, render: (row) => <span className="row"><ChannelBadge channel={row.channel} shop={row.name} /><b className="clip">{row.name}</b></span> },
    { key: "code", title: t.code, width: 110, render: (row) => <span className="mono">{row.code}</span> },
    { key: "channel", title: t.channel, width: 110, render: (row) => channel(row.channel).title },
    { key: "currency", title: t.currency, width: 70, render: (row) => row.currency },
    { key: "reserve", title: t.reserveAt, width: 120, render: (row) => reserve[row.reserve_at] },
    { key: "today", title: t.today, width: 90, align: "right", render: (row) => <span className="num">{formatCount(row.orders_today ?? 0)}</span> },
    { key: "last", title: t.last, width: 110, render: (row) => <TimeText at={row.last_order_at} /> },
    { key: "active", title: t.status, width: 80, render: (row) => <span className={row.active ? "chip ok" : "chip"}>{row.active ? t.active : t.stopped}</span> },
    { key: "orders", title: "", width: 90, render: (row) => <Link to="/orders" search={{ shop_id: [row.id] }}>{t.orders}</Link> },
  ];
  return (
    <PageFrame title={t.title} subtitle={t.subtitle} extra={<Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>{t.add}</Button>}>
      <Panel flush>
        <DataTable flow label={t.title} columns={columns} rows={list.data ?? []} rowKey={rowKey} rowHeight={38} loading={list.isPending} error={list.error} onRetry={() => void list.refetch()} onOpen={setEditing} empty={<EmptyState title={t.none} help={t.noneHelp} action={<Button type="primary" onClick={() => setEditing("new")}>{t.add}</Button>} />} />
      </Panel>
      {editing && <ShopDialog shop={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </PageFrame>
  );
}
