import { CloseOutlined, DownOutlined, ExpandAltOutlined, FlagFilled } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useOrderActions } from "./useOrderActions";
import { orderWords } from "./words";
import { ChannelBadge } from "@/components/order/ChannelBadge";
import { TagList } from "@/components/order/TagList";
import { CopyId } from "@/components/CopyId";
import { HoldMark, StateTag } from "@/components/StateTag";
import { Countdown, TimeText } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import type { OrderPage } from "@/api/types";

const quickActions = ["order.hold", "order.note", "order.tag"];

export function OrderHeader({ order, compact, onClose }: { order: OrderPage; compact: boolean; onClose?: () => void }) {
  const t = useWords(orderWords);
  const shared = useWords(sharedWords);
  const actions = useOrderActions(order);
  const next = order.next_action;
  const nextTitle = next ? actions.title(next.name) : null;
  const rest = actions.list.filter((one) => one.action.name !== next?.name && (compact || !quickActions.includes(one.action.name) || one.how === "refused"));
  const items = [...rest].sort((a, b) => Number(a.how === "refused") - Number(b.how === "refused")).map((one) => ({
    key: one.action.name, danger: one.action.danger && one.how !== "refused", disabled: one.how === "refused",
    label: <span title={one.how === "refused" ? t.notAllowed : one.how === "compensated" ? t.willCompensate : undefined}>{one.title}</span>,
  }));
  return (
    <header className="order-head">
      <div className="order-title">
        <h1><CopyId value={order.number} /></h1>
        <StateTag state={order.state} />
        {order.shipped_text && order.shipped_text.shipped > 0 && order.shipped_text.shipped < order.shipped_text.total && <span className="chip">{shared.shippedOf(order.shipped_text.shipped, order.shipped_text.total)}</span>}
        <HoldMark codes={order.holds.map((hold) => hold.code)} count={order.holds.length} compact />
        {order.priority && <span className="chip danger"><FlagFilled /> {shared.priority}</span>}
        <TagList tags={order.tags} />
      </div>
      <div className="order-buttons">
        {!compact && quickActions.filter((name) => actions.can(name) && name !== next?.name).map((name) => <Button key={name} onClick={() => actions.run(name)}>{actions.title(name)}</Button>)}
        {items.length > 0 && (
          <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => actions.run(key), style: { maxHeight: "60vh", overflow: "auto" } }}>
            <Button>{t.more} <DownOutlined /></Button>
          </Dropdown>
        )}
        {next && nextTitle && actions.can(next.name) && <Button type="primary" onClick={() => actions.run(next.name, next.params)}>{nextTitle}</Button>}
        {compact && <Link to="/orders/$orderId" params={{ orderId: order.id }} className="icon-link" title={t.openFull} aria-label={t.openFull}><ExpandAltOutlined /></Link>}
        {onClose && <Button type="text" icon={<CloseOutlined />} aria-label={t.close} title={`${t.close} Esc`} onClick={onClose} />}
      </div>
      <div className="order-facts">
        <span className="row"><ChannelBadge channel={order.shop.channel} shop={order.shop.name} /> {order.shop.name}</span>
        <span><i>{t.promise}</i><Countdown at={order.promise_at} late={order.late_state} /></span>
        <span><i>{t.placed}</i><TimeText at={order.placed_at} format="short" /></span>
        <span><i>{t.paid}</i><TimeText at={order.paid_at} format="short" /></span>
      </div>
    </header>
  );
}
