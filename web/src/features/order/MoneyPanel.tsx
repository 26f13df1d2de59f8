import { orderWords } from "./words";
import { MoneyText } from "@/components/MoneyText";
import { Panel } from "@/components/PageFrame";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";
import type { OrderPage } from "@/api/types";

export function MoneyPanel({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  const money = order.money;
  if (!money) return null;
  const rows: [string, number, string][] = [
    [t.goods, money.goods_minor, ""], [t.discountTotal, -money.discount_minor, ""], [t.freight, money.freight_minor, ""], [t.tax, money.tax_minor, ""],
    [t.total, money.total_minor, "sum"], [t.paidTotal, money.paid_minor, "sum"], [t.refunded, -money.refunded_minor, ""], [t.refundableTotal, money.refundable_minor, ""],
  ];
  const shown = rows.filter(([, minor, kind]) => kind === "sum" || minor !== 0);
  return (
    <Panel title={t.money}>
      <table className="money-table">
        <tbody>
          {shown.map(([word, minor, kind]) => (
            <tr key={word} className={kind}><th scope="row">{word}</th><td><MoneyText minor={minor === 0 ? 0 : minor} currency={money.currency} /></td></tr>
          ))}
        </tbody>
      </table>
      {order.credits.length > 0 && (
        <>
          <h3 className="sub">{t.credits}</h3>
          <table className="money-table">
            <tbody>
              {order.credits.map((credit, index) => (
                <tr key={index}>
                  <th scope="row">{credit.reason || credit.source_no} <TimeText at={credit.at} /></th>
                  <td><MoneyText minor={credit.amount_minor} currency={money.currency} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Panel>
  );
}
