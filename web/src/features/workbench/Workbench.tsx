import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { useOrderCount, useOrderList, useTabs } from "./api";
import { BulkBar } from "./BulkBar";
import { FilterBar } from "./FilterBar";
import { ListTools } from "./ListTools";
import { OrderCards } from "./OrderCards";
import { StateTabs } from "./StateTabs";
import { useLiveList } from "./useLiveList";
import { useWorkbenchState, type Sort } from "./useWorkbenchState";
import { ViewRail } from "./ViewRail";
import { useOrderColumns } from "./columns";
import { workbenchWords } from "./words";
import type { OrderRow } from "@/api/types";
import { EmptyState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { useKeyCommands } from "@/components/keyboard";
import { DataTable } from "@/components/table/DataTable";
import { useRowSelection } from "@/components/table/selection";
import { useNarrow } from "@/components/useNarrow";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import "@/styles/workbench.css";

const densityStorage = "danshu.orders.density";
const rowKey = (row: OrderRow) => row.id;

/** The list people work in all day. The order beside it comes from outside, so that the two features stay apart. */
export function Workbench({ renderOrder }: { renderOrder: (id: string, close: () => void) => ReactNode }) {
  const t = useWords(workbenchWords);
  const { locale } = useLocale();
  const narrow = useNarrow();
  const client = useQueryClient();
  const state = useWorkbenchState();
  const { filter, sort, columns: columnKeys, openId, change } = state;
  const [comfort, setComfort] = useState(() => localStorage.getItem(densityStorage) === "comfort");
  const list = useOrderList(filter, sort);
  const tabs = useTabs(filter);
  const selection = useRowSelection();
  const count = useOrderCount(filter);
  const columns = useOrderColumns(columnKeys);
  const visible = useMemo(() => new Map(list.rows.map((row) => [row.id, row])), [list.rows]);
  const live = useLiveList(list.data?.pages.length ?? 0);

  const { clear } = selection;
  useEffect(() => clear(), [filter, clear]);
  const close = () => change({ openId: null }, true);
  const open = (row: OrderRow) => change({ openId: row.id }, openId !== null);
  useKeyCommands((command) => {
    if (command !== "escape") return false;
    if (openId) close();
    else if (selection.active) selection.clear();
    else return false;
    return true;
  });

  const filtered = Object.keys(filter).length > 0;
  const empty = filtered
    ? <EmptyState title={t.emptyTitle} help={t.emptyHelp} action={<Button onClick={() => change({ filter: {}, view: null })}>{t.clearFilters}</Button>} />
    : <EmptyState title={t.firstTitle} help={t.firstHelp} action={<Link to="/imports" search={{}}><Button type="primary">{t.importFirst}</Button></Link>} />;
  const shared = {
    rows: list.rows, loading: list.isPending, stale: list.isPlaceholderData, error: list.error, onRetry: () => void list.refetch(), empty,
    hasMore: list.hasNextPage, loadingMore: list.isFetchingNextPage, onEnd: () => { if (!list.isFetchingNextPage && !list.isFetchNextPageError) void list.fetchNextPage(); },
  };
  const total = count ? formatCount(count.count, count.exact, locale) : "";
  return (
    <div className="workbench">
      {!narrow && <ViewRail state={state} tabs={tabs} />}
      <section className="wb-main" aria-label={t.listLabel}>
        <StateTabs filter={filter} tabs={tabs} onChange={(next) => change({ filter: next })} />
        <FilterBar filter={filter} onChange={(next, replace) => change({ filter: next }, replace)} tools={(
          <ListTools
            state={state} total={total} comfort={comfort} narrow={narrow} tabs={tabs}
            onComfort={(next) => { localStorage.setItem(densityStorage, next ? "comfort" : "compact"); setComfort(next); }}
          />
        )} />
        <div className="wb-list">
          {live.pending && <button type="button" className="live-pill" onClick={() => { live.take(); void client.invalidateQueries({ queryKey: ["orders", "list"] }); }}>{t.updates}</button>}
          {narrow
            ? <OrderCards {...shared} selection={selection} onOpen={open} />
            : (
              <DataTable
                {...shared} label={t.listLabel} columns={columns} rowKey={rowKey} rowHeight={comfort ? 42 : 32} selection={selection} sort={sort}
                onSort={(next) => change({ sort: next as Sort })} onOpen={open} openKey={openId} rowClass={rowTone}
              />
            )}
        </div>
        {selection.active && <BulkBar selection={selection} filter={filter} count={count} rows={visible} />}
      </section>
      {openId && <aside className="wb-drawer" aria-label={visible.get(openId)?.number}>{renderOrder(openId, close)}</aside>}
    </div>
  );
}

function rowTone(row: OrderRow): string {
  return row.state === "closed" ? "row-closed" : "";
}
