import { useMemo, useRef, useState, type ReactNode } from "react";
import { useKeyCommands } from "@/components/keyboard";
import { EmptyState, ErrorState } from "@/components/Feedback";
import { TableHead } from "@/components/table/TableHead";
import { TableRow } from "@/components/table/TableRow";
import type { RowSelection } from "@/components/table/selection";
import { useVirtualRows } from "@/components/table/useVirtualRows";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import "@/styles/table.css";

export interface Column<Row> {
  key: string;
  title: string;
  width: number;
  grow?: number;
  align?: "right" | "center";
  sort?: string;
  render: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowHeight?: number;
  loading?: boolean;
  stale?: boolean;
  error?: unknown;
  onRetry?: () => void;
  empty?: ReactNode;
  hasMore?: boolean;
  loadingMore?: boolean;
  onEnd?: () => void;
  selection?: RowSelection;
  sort?: string;
  onSort?: (sort: string) => void;
  onOpen?: (row: Row) => void;
  openKey?: string | null;
  keyboard?: boolean;
  rowClass?: (row: Row) => string;
  /** Grows with its rows instead of filling and scrolling inside; for short lists within a page. */
  flow?: boolean;
}

const headHeight = 34;
const selectWidth = 40;

/** The one table: fixed row height, drawn by window, keyboard, selection, and all four states (loading, error, empty, rows). */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, rowHeight = 32, selection, onOpen, keyboard = true } = props;
  const t = useWords(sharedWords);
  const box = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const view = useVirtualRows(box, keys, rowHeight, headHeight);
  const widths = useMemo(
    () => spreadWidths(columns, view.width - (selection ? selectWidth : 0)),
    [columns, view.width, selection],
  );

  useKeyCommands((command) => {
    if (rows.length === 0) return false;
    const at = cursor === null ? -1 : keys.indexOf(cursor);
    const row = rows[at];
    if (command === "down" || command === "up") {
      const next = at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + (command === "down" ? 1 : -1)));
      setCursor(keys[next] ?? null);
      view.scrollToRow(next);
      // With a row open beside the list, moving the cursor turns the pages of the drawer.
      if (props.openKey && onOpen && rows[next]) onOpen(rows[next]);
      return true;
    }
    if (!row) return false;
    if (command === "select" && selection) selection.toggle(rowKey(row));
    else if (command === "open" && onOpen) onOpen(row);
    else return false;
    return true;
  }, keyboard);

  const first = props.flow ? 0 : view.first;
  const last = props.flow ? rows.length : Math.min(rows.length, view.last);
  const nearEnd = last >= rows.length - 15;
  if (nearEnd && props.hasMore && !props.loadingMore && !props.loading && rows.length > 0) queueMicrotask(() => props.onEnd?.());

  const body = rows.slice(first, last);
  const span = columns.length + (selection ? 1 : 0);
  const blank = props.error !== undefined && props.error !== null && rows.length === 0
    ? <ErrorState error={props.error} onRetry={props.onRetry} />
    : !props.loading && rows.length === 0 ? (props.empty ?? <EmptyState title={t.nothing} />) : null;

  return (
    <div className={`data-table${props.flow ? " flow" : ""}${props.stale ? " stale" : ""}`} ref={box} tabIndex={-1}>
      <table aria-label={props.label} aria-rowcount={props.hasMore ? -1 : rows.length} aria-busy={props.loading}>
        <colgroup>
          {selection && <col style={{ width: selectWidth }} />}
          {columns.map((column, index) => <col key={column.key} style={{ width: widths[index] }} />)}
        </colgroup>
        <TableHead columns={columns} keys={keys} selection={selection} sort={props.sort} onSort={props.onSort} />
        <tbody>
          {first > 0 && <tr aria-hidden className="spacer" style={{ height: first * rowHeight }}><td colSpan={span} /></tr>}
          {props.loading && rows.length === 0 && <SkeletonRows rows={props.flow ? 4 : 12} span={span} height={rowHeight} />}
          {body.map((row, index) => {
            const key = keys[first + index] ?? "";
            return (
              <TableRow
                key={key} row={row} id={key} columns={columns} height={rowHeight} selection={selection} order={keys}
                cursor={cursor === key} open={props.openKey === key} onOpen={onOpen} onCursor={setCursor}
                className={props.rowClass?.(row) ?? ""} index={first + index}
              />
            );
          })}
          {last < rows.length && <tr aria-hidden className="spacer" style={{ height: (rows.length - last) * rowHeight }}><td colSpan={span} /></tr>}
          {props.loadingMore && <SkeletonRows rows={3} span={span} height={rowHeight} />}
        </tbody>
      </table>
      {blank}
    </div>
  );
}

function SkeletonRows({ rows, span, height }: { rows: number; span: number; height: number }) {
  return Array.from({ length: rows }, (_, index) => (
    <tr key={index} className="skeleton-row" style={{ height }}>
      <td colSpan={span}><span style={{ width: `${88 - ((index * 13) % 35)}%` }} /></td>
    </tr>
  ));
}

/** Columns keep their width; what is left over goes to those that may grow. */
function spreadWidths<Row>(columns: readonly Column<Row>[], available: number): number[] {
  const fixed = columns.reduce((sum, column) => sum + column.width, 0);
  const weight = columns.reduce((sum, column) => sum + (column.grow ?? 0), 0);
  const extra = Math.max(0, available - fixed);
  return columns.map((column) => column.width + (weight > 0 ? Math.floor((extra * (column.grow ?? 0)) / weight) : 0));
}
