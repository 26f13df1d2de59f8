import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { AddressPanel } from "./AddressPanel";
import { useOrderActions } from "./useOrderActions";
import { useSourceStatus } from "./sourceWords";
import { orderWords } from "./words";
import { CopyId } from "@/components/CopyId";
import { Panel } from "@/components/PageFrame";
import { StateTag } from "@/components/StateTag";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";
import type { OrderPage } from "@/api/types";

export function SidePanels({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  const status = useSourceStatus();
  const relation: Record<string, string> = {
    split_from: t.split_from, split_into: t.split_into, merged_into: t.merged_into, merged_from: t.merged_from, clone_of: t.clone_of, cloned_into: t.cloned_into, exchange_of: t.exchange_of,
  };
  return (
    <>
      <AddressPanel order={order} />
      <NotesPanel order={order} />
      {order.buyer && (
        <Panel title={t.buyer}>
          <dl className="facts">
            <dt>{t.nick}</dt><dd>{order.buyer.nick_masked ?? "—"}</dd>
            <dt>{t.orders}</dt><dd className="num">{order.buyer.orders_count}</dd>
            <dt>{t.firstOrder}</dt><dd><TimeText at={order.buyer.first_order_at} /></dd>
          </dl>
        </Panel>
      )}
      <Panel title={t.sources}>
        <ul className="plain-list">
          {order.source_orders.map((source) => (
            <li key={`${source.shop}-${source.source_no}`}>
              <CopyId value={source.source_no} />
              <div className="faint">{source.shop}{source.status && ` · ${status(source.status)}`}{source.modified_at && <> · <TimeText at={source.modified_at} /></>}</div>
            </li>
          ))}
          {order.source_orders.length === 0 && <li className="faint">{t.none}</li>}
        </ul>
      </Panel>
      {order.related.length > 0 && (
        <Panel title={t.related}>
          <ul className="plain-list">
            {order.related.map((one) => (
              <li key={one.id} className="row wrap">
                <span className="faint">{relation[one.relation] ?? one.relation}</span>
                <Link to="/orders/$orderId" params={{ orderId: one.id }} className="mono">{one.number}</Link>
                <StateTag state={one.state} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function NotesPanel({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  const actions = useOrderActions(order);
  const word = { buyer: t.buyerNote, seller: t.sellerNote, internal: t.internalNote };
  return (
    <Panel title={t.notes} extra={actions.can("order.note") && <Button type="link" size="small" onClick={() => actions.run("order.note")}>{t.addNote}</Button>}>
      {order.notes.length === 0 && <p className="faint">{t.noNotes}</p>}
      <ul className="plain-list">
        {order.notes.map((note) => (
          <li key={note.id} className={`note ${note.kind}`}>
            <div>{note.text}</div>
            <div className="faint">{word[note.kind]}{note.by && ` · ${note.by}`} · <TimeText at={note.at} /></div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
