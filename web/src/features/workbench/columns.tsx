import { FlagFilled, MessageOutlined, PushpinOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ColumnKey } from "./columnKeys";
import { workbenchWords } from "./words";
import { useMeta } from "@/api/meta";
import type { OrderRow } from "@/api/types";
import { shortRegion } from "@/components/order/region";
import { attributesText } from "@/components/order/attributes";
import { ChannelBadge } from "@/components/order/ChannelBadge";
import { TagList } from "@/components/order/TagList";
import { MoneyText } from "@/components/MoneyText";
import { HoldMark, StateTag } from "@/components/StateTag";
import type { Column } from "@/components/table/DataTable";
import { Countdown, TimeText } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

export function LinesCell({ row }: { row: OrderRow }) {
  const t = useWords(workbenchWords);
  const live = row.lines.filter((line) => line.qty > line.cancelled_qty);
  // A closed order has nothing live; what it was about is still worth seeing.
  const shown = live.length > 0 ? live : row.lines;
  const [first] = shown;
  const more = row.line_count - row.lines.length + shown.length - 1;
  if (!first) return <span className="faint">—</span>;
  const qty = (line: OrderRow["lines"][number]) => (live.length > 0 ? line.qty - line.cancelled_qty : line.qty);
  const all = shown.map((line) => `${line.title} ${attributesText(line.attributes)} ×${qty(line)}`).join("\n");
  return (
    <span className="lines-cell" title={all}>
      {first.image && <img src={first.image} alt="" width="22" height="22" loading="lazy" />}
      <span className="clip">{first.title}</span>
      <b className="num">×{qty(first)}</b>
      {more > 0 && <span className="faint num">{t.moreLines(more)}</span>}
    </span>
  );
}

export function WarehouseCell({ row }: { row: OrderRow }) {
  const t = useWords(workbenchWords);
  if (!row.warehouse) return <span className="faint">—</span>;
  return <span title={row.warehouse.name}>{row.warehouse.name}{row.warehouses_count > 1 && <span className="faint num" title={t.moreWarehouses(row.warehouses_count)}> +{row.warehouses_count - 1}</span>}</span>;
}

function EventCell({ row }: { row: OrderRow }) {
  const { locale } = useLocale();
  const kind = useMeta()?.event_kinds.find((one) => one.code === row.last_event?.kind);
  if (!row.last_event) return <span className="faint">—</span>;
  return <span className="soft">{pick(locale, kind, row.last_event.kind)} <TimeText at={row.last_event.at} /></span>;
}

export function NoteMarks({ row }: { row: OrderRow }) {
  const t = useWords(workbenchWords);
  return (
    <span className="note-marks">
      {row.note_mark.buyer && <MessageOutlined title={t.buyerNote} aria-label={t.buyerNote} className="soon" />}
      {row.note_mark.seller && <PushpinOutlined title={t.sellerNote} aria-label={t.sellerNote} />}
    </span>
  );
}

export function StateCell({ row }: { row: OrderRow }) {
  const t = useWords(sharedWords);
  const part = row.shipped_text && row.shipped_text.shipped > 0 && row.shipped_text.shipped < row.shipped_text.total ? row.shipped_text : null;
  return (
    <span className="state-cell">
      <StateTag state={row.state} />
      {part && <span className="faint num" title={t.shippedOf(part.shipped, part.total)}>{part.shipped}/{part.total}</span>}
      <HoldMark codes={row.holds} count={row.hold_count} compact />
      {row.priority && <FlagFilled className="late" title={t.priority} aria-label={t.priority} />}
    </span>
  );
}

function NumberCell({ row }: { row: OrderRow }) {
  return (
    <span className="number-cell">
      <ChannelBadge channel={row.shop.channel} shop={row.shop.name} />
      <Link to="/orders/$orderId" params={{ orderId: row.id }} className="mono" tabIndex={-1} preload={false}>{row.number}</Link>
    </span>
  );
}

/** The workbench as named columns; the row itself knows nothing of the others. */
export function useOrderColumns(keys: ColumnKey[]): Column<OrderRow>[] {
  const t = useWords(workbenchWords);
  const make = (key: ColumnKey): Column<OrderRow> => {
    const column = (title: string, width: number, render: (row: OrderRow) => ReactNode, more: Partial<Column<OrderRow>> = {}) => ({ key, title, width, render, ...more });
    switch (key) {
      case "state": return column(t.state, 142, (row) => <StateCell row={row} />);
      case "number": return column(t.number, 172, (row) => <NumberCell row={row} />);
      case "lines": return column(t.lines, 190, (row) => <LinesCell row={row} />, { grow: 3 });
      case "receiver": return column(t.receiver, 70, (row) => row.receiver_masked?.name ?? <span className="faint">—</span>);
      case "buyer": return column(t.buyer, 100, (row) => row.buyer_nick ?? <span className="faint">—</span>);
      case "region": return column(t.region, 100, (row) => <span title={row.receiver_masked?.region ?? ""}>{shortRegion(row.receiver_masked?.region) || "—"}</span>, { grow: 1 });
      case "amount": return column(t.amount, 96, (row) => <MoneyText minor={row.total_minor} currency={row.currency} />, { align: "right" });
      case "paid_amount": return column(t.paidAmount, 100, (row) => <MoneyText minor={row.paid_minor} currency={row.currency} />, { align: "right" });
      case "promise": return column(t.promise, 104, (row) => <Countdown at={row.promise_at} late={row.late_state} />, { sort: "promise" });
      case "warehouse": return column(t.warehouse, 84, (row) => <WarehouseCell row={row} />);
      case "tags": return column(t.tags, 110, (row) => <span className="tags-cell"><TagList tags={row.tags} /></span>, { grow: 1 });
      case "notes": return column(t.notes, 56, (row) => <NoteMarks row={row} />);
      case "event": return column(t.event, 150, (row) => <EventCell row={row} />);
      case "units": return column(t.units, 56, (row) => <span className="num">{row.unit_qty}</span>, { align: "right" });
      case "shop": return column(t.shop, 110, (row) => row.shop.name);
      case "source": return column(t.source, 170, (row) => <span className="mono" title={row.source_nos.join("\n")}>{row.source_nos[0]}{row.source_nos.length > 1 ? ` +${row.source_nos.length - 1}` : ""}</span>);
      case "placed": return column(t.placed, 112, (row) => <TimeText at={row.placed_at} format="short" />, { sort: "placed" });
      case "paid": return column(t.paid, 112, (row) => <TimeText at={row.paid_at} format="short" />, { sort: "paid" });
    }
  };
  return keys.map(make);
}

export function useColumnTitles(): Record<ColumnKey, string> {
  const t = useWords(workbenchWords);
  return {
    state: t.state, number: t.number, lines: t.lines, receiver: t.receiver, region: t.region, amount: t.amount, paid_amount: t.paidAmount, promise: t.promise, warehouse: t.warehouse,
    tags: t.tags, notes: t.notes, event: t.event, units: t.units, buyer: t.buyer, shop: t.shop, source: t.source, placed: t.placed, paid: t.paid,
  };
}
