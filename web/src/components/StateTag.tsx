import {
  AuditOutlined, CarOutlined, CheckCircleOutlined, ClockCircleOutlined, InboxOutlined, LockFilled, MinusCircleOutlined,
  PayCircleOutlined, RetweetOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { useMeta } from "@/api/meta";
import type { OrderState } from "@/api/types";
import { sharedWords } from "@/components/words";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

export const orderStates: readonly OrderState[] = [
  "pending_payment", "paid", "in_review", "picking", "shipped", "completed", "in_after_sales", "closed",
];

const icons: Record<OrderState, ReactNode> = {
  pending_payment: <ClockCircleOutlined />,
  paid: <PayCircleOutlined />,
  in_review: <AuditOutlined />,
  picking: <InboxOutlined />,
  shipped: <CarOutlined />,
  completed: <CheckCircleOutlined />,
  in_after_sales: <RetweetOutlined />,
  closed: <MinusCircleOutlined />,
};

// Known at build time, so that a state never flickers as a code while meta loads.
const titles: Record<OrderState, { title_zh: string; title_en: string }> = {
  pending_payment: { title_zh: "待支付", title_en: "Pending payment" },
  paid: { title_zh: "已支付", title_en: "Paid" },
  in_review: { title_zh: "审核中", title_en: "In review" },
  picking: { title_zh: "配货中", title_en: "Picking" },
  shipped: { title_zh: "已发货", title_en: "Shipped" },
  completed: { title_zh: "已完成", title_en: "Completed" },
  in_after_sales: { title_zh: "售后中", title_en: "In after-sales" },
  closed: { title_zh: "已关闭", title_en: "Closed" },
};

export function useStateTitle(): (state: OrderState) => string {
  const { locale } = useLocale();
  return (state) => pick(locale, titles[state], state);
}

/** One colour, icon and word for each state, the same on every screen. */
export function StateTag({ state }: { state: OrderState }) {
  const title = useStateTitle();
  return <span className={`state-tag state-${state}`}>{icons[state]}<span>{title(state)}</span></span>;
}

export function useHoldTitle(): (code: string) => string {
  const { locale } = useLocale();
  const meta = useMeta();
  return (code) => pick(locale, meta?.hold_codes.find((hold) => hold.code === code), code);
}

/** The red lock beside a state: a hold is not a state of its own. */
export function HoldMark({ codes, count, compact = false }: { codes: string[]; count: number; compact?: boolean }) {
  const t = useWords(sharedWords);
  const title = useHoldTitle();
  if (count === 0) return null;
  const names = codes.map(title).join("、");
  return (
    <span className="hold-mark" role="img" title={names} aria-label={`${t.held}: ${names}`}>
      <LockFilled />
      {compact ? (count > 1 ? <span>{count}</span> : null) : <span>{names || t.holds(count)}</span>}
    </span>
  );
}
