import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { stockWords } from "./words";
import { useCursorList } from "@/api/lists";
import type { LedgerEntry, StockHolder } from "@/api/types-work";
import { useActorName } from "@/components/ActorText";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { StateTag } from "@/components/StateTag";
import { TimeText } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

/** Who holds this stock, since when, why. */
export function HoldersList({ skuId }: { skuId: string }) {
  const t = useWords(stockWords);
  const list = useCursorList<StockHolder>(["stock", "holders", skuId], `/stock/${skuId}/holders`, {});
  return (
    <ListBody list={list} none={t.noHolders}>
      <table className="small-table">
        <thead><tr><th>{t.order}</th><th className="right">{t.qty}</th><th>{t.kind}</th><th>{t.since}</th><th>{t.why}</th></tr></thead>
        <tbody>
          {list.rows.map((holder) => (
            <tr key={`${holder.order.id}-${holder.line_no}-${holder.kind}`}>
              <td><Link to="/orders/$orderId" params={{ orderId: holder.order.id }} className="mono">{holder.order.number}</Link> <StateTag state={holder.order.state} /></td>
              <td className="right num strong">{formatCount(holder.qty)}</td>
              <td>{holder.kind === "unpaid" ? t.k_unpaid : t.k_to_ship}<div className="faint">{holder.warehouse?.name}</div></td>
              <td><TimeText at={holder.since} /></td>
              <td className="soft">{holder.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListBody>
  );
}

export function LedgerList({ skuId }: { skuId: string }) {
  const actorName = useActorName();
  const t = useWords(stockWords);
  const list = useCursorList<LedgerEntry>(["stock", "ledger", skuId], `/stock/${skuId}/ledger`, {});
  const names: Record<string, string> = { on_hand: t.ch_on_hand, to_ship: t.ch_to_ship, unpaid: t.ch_unpaid, frozen: t.ch_frozen, allocated: t.ch_allocated, returning: t.ch_returning };
  const kinds: Record<string, string> = { receive: t.l_receive, adjust: t.l_adjust, freeze: t.l_freeze, unfreeze: t.l_unfreeze, count: t.l_count, reserve: t.l_reserve, release: t.l_release, allocate: t.l_allocate, ship: t.l_ship, return: t.l_return };
  return (
    <ListBody list={list} none={t.noLedger}>
      <table className="small-table">
        <thead><tr><th>{t.at}</th><th>{t.kind}</th><th>{t.change}</th><th>{t.order}</th><th>{t.actor}</th></tr></thead>
        <tbody>
          {list.rows.map((entry) => (
            <tr key={entry.id}>
              <td><TimeText at={entry.at} format="short" /></td>
              <td>{kinds[entry.kind] ?? entry.kind}<div className="faint">{entry.warehouse?.name}</div></td>
              <td className="num">{Object.entries(entry.changes).filter(([, qty]) => qty !== 0).map(([term, qty]) => <div key={term}><b className={qty < 0 ? "late" : "ok"}>{qty > 0 ? "+" : "−"}{formatCount(Math.abs(qty))}</b> <span className="soft">{names[term] ?? term}</span></div>)}</td>
              <td>{entry.order ? <Link to="/orders/$orderId" params={{ orderId: entry.order.id }} className="mono">{entry.order.number}</Link> : <span className="soft">{entry.reason}</span>}</td>
              <td className="soft">{actorName(entry.actor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListBody>
  );
}

interface List { rows: unknown[]; isPending: boolean; error: unknown; refetch: () => unknown; hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }

function ListBody({ list, none, children }: { list: List; none: string; children: ReactNode }) {
  const words = useWords(sharedWords);
  if (list.error && list.rows.length === 0) return <ErrorState inline error={list.error} onRetry={() => list.refetch()} />;
  if (list.isPending) return <div className="list-pad"><SkeletonLines lines={5} /></div>;
  if (list.rows.length === 0) return <p className="faint list-pad">{none}</p>;
  return (
    <>
      <div className="small-table-box">{children}</div>
      {list.hasNextPage && <div className="list-pad"><Button size="small" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>{words.loadMore}</Button></div>}
    </>
  );
}
