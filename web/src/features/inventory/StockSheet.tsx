import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { HoldersList, LedgerList } from "./StockLists";
import { StockActions } from "./StockActions";
import { stockWords } from "./words";
import { api } from "@/api/client";
import type { StockDetail } from "@/api/types-work";
import { CopyId } from "@/components/CopyId";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { Panel } from "@/components/PageFrame";
import { PlainTabs } from "@/components/PlainTabs";
import { SideSheet } from "@/components/SideSheet";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** One SKU: how its available quantity is made, where it lies, who holds it, and every entry of its ledger. */
export function StockSheet({ skuId, onClose }: { skuId: string; onClose: () => void }) {
  const t = useWords(stockWords);
  const [tab, setTab] = useState<"holders" | "ledger">("holders");
  const detail = useQuery({ queryKey: ["stock", "detail", skuId], queryFn: () => api.get<StockDetail>(`/stock/${skuId}`) });
  const data = detail.data;
  return (
    <SideSheet title={data?.sku.name ?? ""} extra={data && <StockActions sku={data.sku.code} />} onClose={onClose}>
      {detail.error && !data && <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />}
      {!data && !detail.error && <SkeletonLines lines={8} />}
      {data && (
        <>
          <div className="row wrap"><CopyId value={data.sku.code} />{data.short_orders > 0 && <Link to="/orders" search={{ hold: ["stock.short"], sku: data.sku.code }} className="late">{t.shortOrders(data.short_orders)}</Link>}</div>
          <Panel title={t.howAvailable}><Terms detail={data} /></Panel>
          <Panel title={t.nodes} flush><Nodes detail={data} /></Panel>
          <Panel flush>
            <PlainTabs label={t.title} value={tab} onChange={setTab} items={[{ key: "holders", title: t.holders }, { key: "ledger", title: t.ledger }]} />
            {tab === "holders" ? <HoldersList skuId={skuId} /> : <LedgerList skuId={skuId} />}
          </Panel>
        </>
      )}
    </SideSheet>
  );
}

function Terms({ detail }: { detail: StockDetail }) {
  const t = useWords(stockWords);
  const { locale } = useLocale();
  return (
    <table className="terms wide">
      <tbody>
        {detail.terms.map((term) => {
          const minus = term.sign < 0;
          return (
            <tr key={term.code} className={term.counted ? "" : "uncounted"}>
              <th scope="row">{pick(locale, term, term.code)}{!term.counted && <span className="faint">（{t.notCounted}）</span>}</th>
              <td className="num">{minus ? "−" : "+"} {formatCount(Math.abs(term.qty))}</td>
            </tr>
          );
        })}
        <tr className="sum"><th scope="row">{t.available}</th><td className={detail.available < 0 ? "num late" : "num"}>{formatCount(detail.available)}</td></tr>
      </tbody>
    </table>
  );
}

function Nodes({ detail }: { detail: StockDetail }) {
  const t = useWords(stockWords);
  if (detail.nodes.length === 0) return <p className="faint list-pad">{t.noNodes}</p>;
  return (
    <table className="small-table">
      <thead><tr><th scope="col">{t.warehouse}</th>{[t.onHand, t.allocated, t.frozen, t.free].map((word) => <th key={word} scope="col" className="right">{word}</th>)}</tr></thead>
      <tbody>
        {detail.nodes.map((node) => (
          <tr key={node.warehouse.id}>
            <td>{node.warehouse.name}</td><td className="right num">{formatCount(node.on_hand)}</td><td className="right num">{formatCount(node.allocated)}</td><td className="right num">{formatCount(node.frozen)}</td><td className="right num strong">{formatCount(node.free)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
