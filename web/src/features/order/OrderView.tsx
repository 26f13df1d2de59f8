import { BulbOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useOrder } from "./api";
import { FulfillmentPanel } from "./FulfillmentPanel";
import { HoldList } from "./HoldList";
import { LinesPanel } from "./LinesPanel";
import { MoneyPanel } from "./MoneyPanel";
import { OrderHeader } from "./OrderHeader";
import { RawPanel } from "./RawPanel";
import { SidePanels } from "./SidePanels";
import { TimelinePanel } from "./TimelinePanel";
import { useOrderActions } from "./useOrderActions";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { useLocale } from "@/i18n/locale";
import type { OrderPage } from "@/api/types";
import "@/styles/order.css";

interface Props { id: string; compact?: boolean; onClose?: () => void }

/** The whole order, as a page or (compact) beside the list. */
export function OrderView({ id, compact = false, onClose }: Props) {
  const order = useOrder(id);
  if (order.error && !order.data) return <ErrorState error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <OrderSkeleton compact={compact} />;
  const data = order.data;
  return (
    <div className={compact ? "order compact" : "order"}>
      <OrderHeader order={data} compact={compact} onClose={onClose} />
      <Explain order={data} />
      <HoldList order={data} />
      <div className="order-columns">
        <div className="order-main">
          <LinesPanel order={data} />
          <div className="order-pair"><FulfillmentPanel order={data} /><MoneyPanel order={data} /></div>
          {!compact && <TimelinePanel order={data} />}
          {!compact && <RawPanel id={data.id} />}
        </div>
        <aside className="order-side"><SidePanels order={data} /></aside>
      </div>
      {compact && <TimelinePanel order={data} />}
      {compact && <RawPanel id={data.id} />}
    </div>
  );
}

/** Why it waits, with the mend in place. */
function Explain({ order }: { order: OrderPage }) {
  const { locale } = useLocale();
  const actions = useOrderActions(order);
  const explain = order.explain;
  // A hold explains itself below, with its own mend; the main button already is the next step.
  if (!explain || order.holds.some((hold) => hold.code === explain.code)) return null;
  const mend = explain.mend_action === order.next_action?.name ? null : explain.mend_action;
  return (
    <div className="banner info" role="status">
      <BulbOutlined aria-hidden />
      <span className="grow">{locale === "en" ? explain.text_en : explain.text_zh}</span>
      {mend && actions.title(mend) && <Button size="small" onClick={() => actions.run(mend)}>{actions.title(mend)}</Button>}
    </div>
  );
}

function OrderSkeleton({ compact }: { compact: boolean }) {
  return (
    <div className={compact ? "order compact" : "order"}>
      <div className="order-head"><SkeletonLines lines={2} height={18} /></div>
      <div className="order-columns">
        <div className="order-main"><Panel><SkeletonLines lines={6} /></Panel><Panel><SkeletonLines lines={3} /></Panel></div>
        <aside className="order-side"><Panel><SkeletonLines lines={5} /></Panel></aside>
      </div>
    </div>
  );
}
