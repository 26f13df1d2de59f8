import { Checkbox } from "antd";
import { useMemo, useRef, type ReactNode } from "react";
import { LinesCell, NoteMarks, StateCell } from "./columns";
import { workbenchWords } from "./words";
import type { OrderRow } from "@/api/types";
import { ChannelBadge } from "@/components/order/ChannelBadge";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { MoneyText } from "@/components/MoneyText";
import type { RowSelection } from "@/components/table/selection";
import { useVirtualRows } from "@/components/table/useVirtualRows";
import { Countdown } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

const cardHeight = 112;

interface Props {
  rows: readonly OrderRow[]; loading: boolean; stale: boolean; error: unknown; onRetry: () => void; empty: ReactNode;
  hasMore: boolean; loadingMore: boolean; onEnd: () => void; selection: RowSelection; onOpen: (row: OrderRow) => void;
}

/** The list on a phone: a card for each order, what one needs standing. */
export function OrderCards(props: Props) {
  const { rows, selection, onOpen } = props;
  const t = useWords(workbenchWords);
  const box = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => rows.map((row) => row.id), [rows]);
  const view = useVirtualRows(box, keys, cardHeight, 0);
  const last = Math.min(rows.length, view.last);
  if (last >= rows.length - 8 && props.hasMore && !props.loadingMore && rows.length > 0) queueMicrotask(props.onEnd);
  if (props.error && rows.length === 0) return <ErrorState error={props.error} onRetry={props.onRetry} />;
  return (
    <div className={props.stale ? "order-cards stale" : "order-cards"} ref={box} aria-label={t.listLabel} aria-busy={props.loading}>
      {props.loading && rows.length === 0 && <SkeletonLines lines={10} height={24} />}
      {!props.loading && rows.length === 0 && props.empty}
      <div style={{ height: rows.length * cardHeight, position: "relative" }}>
        {rows.slice(view.first, last).map((row, index) => (
          <Card key={row.id} row={row} top={(view.first + index) * cardHeight} chosen={selection.has(row.id)} onToggle={() => selection.toggle(row.id)} onOpen={() => onOpen(row)} />
        ))}
      </div>
    </div>
  );
}

function Card({ row, top, chosen, onToggle, onOpen }: { row: OrderRow; top: number; chosen: boolean; onToggle: () => void; onOpen: () => void }) {
  const words = useWords(sharedWords);
  return (
    <article className={chosen ? "order-card chosen" : "order-card"} style={{ top, height: cardHeight }}>
      <Checkbox checked={chosen} onChange={onToggle} aria-label={`${words.selectRow} ${row.number}`} />
      <button type="button" className="order-card-body" onClick={onOpen}>
        <span className="row"><ChannelBadge channel={row.shop.channel} shop={row.shop.name} /><span className="mono strong">{row.number}</span><span className="grow" /><MoneyText minor={row.total_minor} currency={row.currency} strong /></span>
        <span className="row"><StateCell row={row} /><span className="grow" /><Countdown at={row.promise_at} late={row.late_state} /></span>
        <LinesCell row={row} />
        <span className="row soft"><span className="clip grow">{row.receiver_masked?.name} {row.receiver_masked?.region}</span><NoteMarks row={row} /><span>{row.warehouse?.name}</span></span>
      </button>
    </article>
  );
}
