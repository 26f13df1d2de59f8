import { GiftOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { orderWords } from "./words";
import { attributesText } from "@/components/order/attributes";
import { CopyId } from "@/components/CopyId";
import { formatUnitPrice } from "@/components/format/money";
import { MoneyText } from "@/components/MoneyText";
import { Panel } from "@/components/PageFrame";
import { TimeText } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import type { OrderLine, OrderPage, StockUse } from "@/api/types";

export function LinesPanel({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  // What was split off leaves an empty line behind, which says nothing here.
  const lines = order.lines.filter((line) => line.qty > 0);
  const sold = lines.filter((line) => line.parent_line_no === null).length;
  return (
    <Panel title={t.lines} extra={<span className="faint num">{t.linesCount(sold, order.unit_qty)}</span>} flush>
      <div className="lines" role="table" aria-label={t.lines}>
        <div className="line head" role="row">
          <span role="columnheader">{t.product}</span><span role="columnheader" className="right">{t.qty}</span>
          <span role="columnheader" className="right">{t.unitPrice}</span><span role="columnheader" className="right">{t.discount}</span><span role="columnheader" className="right">{t.linePaid}</span>
        </div>
        {lines.map((line) => <LineRow key={line.line_no} line={line} currency={order.currency} />)}
      </div>
    </Panel>
  );
}

function LineRow({ line, currency }: { line: OrderLine; currency: string }) {
  const t = useWords(orderWords);
  const shared = useWords(sharedWords);
  const part = line.parent_line_no !== null;
  const live = line.qty - line.cancelled_qty;
  const steps = [
    [t.shipped, line.shipped_qty], [t.delivered, line.delivered_qty], [t.returned, line.returned_qty],
  ] as const;
  return (
    <div className={`line${part ? " part" : ""}${live === 0 ? " gone" : ""}`} role="row">
      <div role="cell" className="line-what">
        <div className="line-title">
          {part && <span className="faint" title={t.component}>└ </span>}
          {line.title}
          {line.is_gift && <span className="chip ok"><GiftOutlined /> {shared.gift}</span>}
        </div>
        <div className="line-sku">
          {line.sku
            ? <><CopyId value={line.sku.code} /> <Link to="/stock" search={{ sku: line.sku.id }}>{attributesText(line.sku.attributes) || line.attributes || line.sku.name}</Link></>
            : <span className="late" title={t.unmatchedHelp}>{t.unmatched}{line.item_id && <> <CopyId value={line.item_id} /></>}</span>}
        </div>
        {line.stock.length > 0 ? <ul className="line-stock">{line.stock.map((use, index) => <StockUseRow key={index} use={use} />)}</ul> : live > 0 && line.shipped_qty < live && line.sku && <div className="line-stock faint">{t.noStock}</div>}
      </div>
      <div role="cell" className="right num line-qty">
        <b>×{live}</b>
        {line.cancelled_qty > 0 && <small className="faint">{t.cancelled(line.cancelled_qty)}</small>}
        {steps.filter(([, qty]) => qty > 0).map(([word, qty]) => <small key={word} className="soft">{word} {qty}</small>)}
      </div>
      <div role="cell" className="right num line-price">{part || line.unit_price_e4 === null ? "" : formatUnitPrice(line.unit_price_e4, currency)}</div>
      <div role="cell" className="right num line-discount">{line.discount_minor ? <MoneyText minor={-line.discount_minor} currency={currency} /> : <span className="faint">—</span>}</div>
      <div role="cell" className="right num line-paid">
        <MoneyText minor={line.paid_minor} currency={currency} strong />
        {line.refundable_minor !== null && line.refundable_minor !== line.paid_minor && <small className="faint">{t.refundable} <MoneyText minor={line.refundable_minor} currency={currency} /></small>}
      </div>
    </div>
  );
}

function StockUseRow({ use }: { use: StockUse }) {
  const t = useWords(orderWords);
  const word = { reserved: t.reserved, allocated: t.allocated, released: t.released, shipped: t.shipped }[use.kind];
  return (
    <li>
      <span className={`stock-kind ${use.kind}`}>{word} {use.qty}</span>
      <span>{use.warehouse?.name ?? t.anyWarehouse}</span>
      {use.since && <span className="faint">{t.since} <TimeText at={use.since} format="short" /></span>}
      {use.why && <span className="faint">{use.why}</span>}
    </li>
  );
}
