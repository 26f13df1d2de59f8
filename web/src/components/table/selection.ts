import { useCallback, useMemo, useState } from "react";

/** Chosen rows: either by id, or everything that matches the filter (which the server resolves, thousands too). */
export interface RowSelection {
  ids: ReadonlySet<string>;
  all: boolean;
  active: boolean;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  toggleRange: (id: string, order: readonly string[]) => void;
  setLoaded: (ids: readonly string[], on: boolean) => void;
  chooseAllMatching: () => void;
  clear: () => void;
}

/** Ids from the last clicked row to this one, both included; just this one when there was none. */
export function rangeBetween(order: readonly string[], from: string | null, to: string): string[] {
  const end = order.indexOf(to);
  const start = from === null ? -1 : order.indexOf(from);
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

export function useRowSelection(): RowSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const [last, setLast] = useState<string | null>(null);

  const toggle = useCallback((id: string) => {
    setAll(false);
    setLast(id);
    setIds((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const toggleRange = useCallback((id: string, order: readonly string[]) => {
    setAll(false);
    setIds((old) => new Set([...old, ...rangeBetween(order, last, id)]));
    setLast(id);
  }, [last]);
  const setLoaded = useCallback((loaded: readonly string[], on: boolean) => {
    setAll(false);
    setIds(on ? new Set(loaded) : new Set());
  }, []);
  const chooseAllMatching = useCallback(() => setAll(true), []);
  const clear = useCallback(() => {
    setAll(false);
    setIds(new Set());
    setLast(null);
  }, []);

  return useMemo(
    () => ({ ids, all, active: all || ids.size > 0, has: (id) => all || ids.has(id), toggle, toggleRange, setLoaded, chooseAllMatching, clear }),
    [ids, all, toggle, toggleRange, setLoaded, chooseAllMatching, clear],
  );
}
