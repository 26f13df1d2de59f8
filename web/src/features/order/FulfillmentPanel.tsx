import { orderWords } from "./words";
import { useMeta } from "@/api/meta";
import { CopyId } from "@/components/CopyId";
import { Panel } from "@/components/PageFrame";
import { TimeText } from "@/components/TimeText";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { Fulfillment, OrderPage, OrderState, Parcel } from "@/api/types";

const over: readonly OrderState[] = ["shipped", "completed", "in_after_sales", "closed"];

export function FulfillmentPanel({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  const title = (lineNo: number) => order.lines.find((line) => line.line_no === lineNo)?.title ?? `#${lineNo}`;
  const nothing = order.fulfillments.length === 0 && order.parcels.length === 0;
  return (
    <Panel title={t.fulfillments}>
      {nothing && <p className="faint">{over.includes(order.state) ? t.noParcels : t.noFulfillments}</p>}
      <div className="stack">
        {order.fulfillments.map((one) => <FulfillmentRow key={one.id} fulfillment={one} title={title} />)}
        {order.parcels.map((one) => <ParcelRow key={one.id} parcel={one} title={title} />)}
      </div>
    </Panel>
  );
}

function FulfillmentRow({ fulfillment, title }: { fulfillment: Fulfillment; title: (lineNo: number) => string }) {
  const t = useWords(orderWords);
  const word = { planned: t.plannedState, released: t.releasedState, picking: t.pickingState, shipped: t.shippedState, cancelled: t.cancelledState }[fulfillment.state];
  return (
    <div className="shipment">
      <div className="row wrap">
        <b>{fulfillment.warehouse.name}</b><CopyId value={fulfillment.number} /><span className="chip">{word}</span>
        <span className="faint"><TimeText at={fulfillment.shipped_at ?? fulfillment.picking_at ?? fulfillment.released_at ?? fulfillment.planned_at} /></span>
      </div>
      <div className="soft shipment-lines">{fulfillment.lines.map((line) => `${title(line.line_no)} ×${line.qty}${line.shipped_qty > 0 ? `（${t.shipped} ${line.shipped_qty}）` : ""}`).join("；")}</div>
    </div>
  );
}

function ParcelRow({ parcel, title }: { parcel: Parcel; title: (lineNo: number) => string }) {
  const t = useWords(orderWords);
  const { locale } = useLocale();
  const courier = pick(locale, useMeta()?.couriers.find((one) => one.code === parcel.courier), parcel.courier ?? t.parcel);
  const step = parcel.delivered_at ? 3 : parcel.shipped_at ? 2 : 1;
  const words = [t.step1, t.step2, t.step3];
  return (
    <div className="shipment">
      <div className="row wrap"><b>{courier}</b><CopyId value={parcel.tracking_no} /><span className="faint">{parcel.delivered_at ? <TimeText at={parcel.delivered_at} /> : <TimeText at={parcel.shipped_at} />}</span></div>
      <ol className="way" aria-label={t.parcel}>
        {words.map((word, index) => <li key={word} className={index < step ? "done" : ""} aria-current={index === step - 1 ? "step" : undefined}>{word}</li>)}
      </ol>
      <div className="soft shipment-lines">{parcel.lines.map((line) => `${title(line.line_no)} ×${line.qty}`).join("；")}</div>
    </div>
  );
}
