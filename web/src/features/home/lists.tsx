import { Link } from "@tanstack/react-router";
import { homeWords } from "./words";
import type { Filter, OrderRow } from "@/api/types";
import type { Home } from "@/api/types-work";
import { formatCount } from "@/components/format/money";
import { ChannelBadge } from "@/components/order/ChannelBadge";
import { Panel } from "@/components/PageFrame";
import { HoldMark, StateTag } from "@/components/StateTag";
import { Countdown, TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";

export function MiniOrders({ title, none, orders, filter }: { title: string; none: string; orders: OrderRow[]; filter: Filter }) {
  const t = useWords(homeWords);
  return (
    <Panel title={title} extra={orders.length > 0 && <Link to="/orders" search={filter}>{t.openAll}</Link>} flush>
      {orders.length === 0 && <p className="faint home-none">{none}</p>}
      <ul className="mini-list">
        {orders.map((order) => (
          <li key={order.id}>
            <Link to="/orders/$orderId" params={{ orderId: order.id }}>
              <ChannelBadge channel={order.shop.channel} shop={order.shop.name} /><span className="mono">{order.number}</span><StateTag state={order.state} />
              <span className="grow clip">{order.hold_count > 0 && <HoldMark codes={order.holds} count={order.hold_count} />}</span>
              <Countdown at={order.promise_at} late={order.late_state} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function LowStockPanel({ rows }: { rows: Home["low_stock"] }) {
  const t = useWords(homeWords);
  return (
    <Panel title={t.lowStock} extra={rows.length > 0 && <Link to="/stock" search={{ low: "1" }}>{t.openAll}</Link>} flush>
      {rows.length === 0 && <p className="faint home-none">{t.lowNone}</p>}
      <ul className="mini-list">
        {rows.map((row) => (
          <li key={row.sku.id}>
            <Link to="/stock" search={{ sku: row.sku.id }}>
              <span className="mono">{row.sku.code}</span><span className="grow clip">{row.sku.name}</span>
              <span className={row.available <= 0 ? "num late" : "num soon"}>{t.available} {formatCount(row.available)}</span>
              {row.low_stock_qty !== null && <span className="faint num">{t.threshold} {row.low_stock_qty}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function ShopsPanel({ shops }: { shops: Home["shops"] }) {
  const t = useWords(homeWords);
  return (
    <Panel title={t.shops} flush>
      {shops.length === 0 && <p className="faint home-none">{t.shopsNone} <Link to="/shops" search={{}}>{t.addShop}</Link></p>}
      <ul className="mini-list">
        {shops.map((row) => (
          <li key={row.shop.id}>
            <Link to="/orders" search={{ shop_id: [row.shop.id] }}>
              <ChannelBadge channel={row.shop.channel} shop={row.shop.name} /><span className="grow clip">{row.shop.name}</span>
              <span className="num">{t.orders24} {formatCount(row.orders_24h)}</span>
              <span className="faint">{t.lastOrder} <TimeText at={row.last_order_at} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
