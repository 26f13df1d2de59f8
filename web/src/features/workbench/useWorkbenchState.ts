import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { readFilter } from "@/components/order/filter";
import { one, type Search } from "@/components/search";
import type { Filter } from "@/api/types";
import { columnKeys, defaultColumns, type ColumnKey } from "./columnKeys";

const columnsStorage = "danshu.orders.columns";
export type Sort = "placed" | "paid" | "promise";
export interface WorkbenchState {
  filter: Filter;
  sort: Sort;
  columns: ColumnKey[];
  view: string | null;
  openId: string | null;
}

export function readColumns(text: string | undefined | null): ColumnKey[] | null {
  const keys = (text ?? "").split(",").filter((key): key is ColumnKey => (columnKeys as readonly string[]).includes(key));
  return keys.length > 0 ? [...new Set(keys)] : null;
}

/** Filters, sort, columns and the open order live in the address bar: a link shows the colleague the same list. */
export function useWorkbenchState() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filterText = JSON.stringify(readFilter(search));
  const filter = useMemo(() => JSON.parse(filterText) as Filter, [filterText]);
  const colsText = one(search.cols);
  const columns = useMemo(() => readColumns(colsText) ?? readColumns(localStorage.getItem(columnsStorage)) ?? [...defaultColumns], [colsText]);
  const sortText = one(search.sort);
  const state: WorkbenchState = {
    filter, columns, view: one(search.view) ?? null, openId: one(search.open) ?? null,
    sort: sortText === "paid" || sortText === "promise" ? sortText : "placed",
  };
  const change = useCallback((next: Partial<WorkbenchState>, replace = false) => {
    void navigate({
      to: "/orders", replace,
      search: (old: Search) => {
        const kept = { sort: old.sort, cols: old.cols, view: old.view, open: old.open };
        const base: Search = { ...(next.filter ?? readFilter(old)), ...kept };
        if (next.filter) base.open = undefined;
        if (next.sort) base.sort = next.sort === "placed" ? undefined : next.sort;
        if (next.columns) base.cols = next.columns.join(",");
        if (next.view !== undefined) base.view = next.view ?? undefined;
        if (next.openId !== undefined) base.open = next.openId ?? undefined;
        return base;
      },
    });
    if (next.columns) localStorage.setItem(columnsStorage, next.columns.join(","));
  }, [navigate]);
  return { ...state, change };
}
