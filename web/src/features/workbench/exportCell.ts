import type { ColumnKey } from "./columnKeys";
import type { OrderRow, OrderState } from "@/api/types";
import { attributesText } from "@/components/order/attributes";
import { plainMoney } from "@/components/format/money";
import { exactTime } from "@/components/format/time";

/** A column of the list as plain text for a file. */
export function orderCell(key: ColumnKey, row: OrderRow, zone: string, stateTitle: (state: OrderState) => string): string | number {
  const time = (at: string | null) => (at ? exactTime(at, zone) : "");
  const money = (minor: number | null) => (minor === null ? "" : `${plainMoney(minor, row.currency)} ${row.currency}`);
  switch (key) {
    case "state": return stateTitle(row.state) + (row.holds.length > 0 ? ` [${row.holds.join(" ")}]` : "");
    case "number": return row.number;
    case "source": return row.source_nos.join(" ");
    case "lines": return row.lines.map((line) => `${line.sku_code ?? ""} ${line.title} ${attributesText(line.attributes)} ×${line.qty - line.cancelled_qty}`.replace(/\s+/g, " ").trim()).join("; ") + (row.line_count > row.lines.length ? ` (+${row.line_count - row.lines.length})` : "");
    case "receiver": return row.receiver_masked?.name ?? "";
    case "buyer": return row.buyer_nick ?? "";
    case "region": return row.receiver_masked?.region ?? "";
    case "amount": return money(row.total_minor);
    case "paid_amount": return money(row.paid_minor);
    case "promise": return time(row.promise_at);
    case "warehouse": return row.warehouse?.name ?? "";
    case "tags": return row.tags.map((tag) => tag.title).join(" ");
    case "notes": return [row.note_mark.buyer ? "buyer" : "", row.note_mark.seller ? "seller" : ""].filter(Boolean).join(" ");
    case "event": return row.last_event ? `${row.last_event.kind} ${time(row.last_event.at)}` : "";
    case "units": return row.unit_qty;
    case "shop": return row.shop.name;
    case "placed": return time(row.placed_at);
    case "paid": return time(row.paid_at);
  }
}
