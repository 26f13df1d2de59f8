import { memo, type MouseEvent } from "react";
import { Checkbox } from "antd";
import type { Column } from "@/components/table/DataTable";
import type { RowSelection } from "@/components/table/selection";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

interface Props<Row> {
  row: Row;
  id: string;
  index: number;
  columns: readonly Column<Row>[];
  height: number;
  selection?: RowSelection;
  order: readonly string[];
  cursor: boolean;
  open: boolean;
  className: string;
  onOpen?: (row: Row) => void;
  onCursor: (id: string) => void;
}

function PlainRow<Row>(props: Props<Row>) {
  const { row, id, columns, selection, onOpen } = props;
  const t = useWords(sharedWords);
  const chosen = selection?.has(id) ?? false;
  const click = (event: MouseEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest("a, button, input, label, .ant-checkbox-wrapper")) return;
    // A drag over text is a selection of text, not an order to open.
    if (window.getSelection()?.toString()) return;
    props.onCursor(id);
    onOpen?.(row);
  };
  const choose = (event: MouseEvent) => {
    if (!selection) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) selection.toggleRange(id, props.order);
    else selection.toggle(id);
  };
  const state = `${chosen ? " chosen" : ""}${props.cursor ? " cursor" : ""}${props.open ? " open" : ""}${onOpen ? " clickable" : ""}`;
  return (
    <tr style={{ height: props.height }} className={`${props.className}${state}`} onClick={click} aria-selected={selection ? chosen : undefined} aria-rowindex={props.index + 1}>
      {selection && (
        <td className="select-cell" onClickCapture={choose}>
          <Checkbox checked={chosen} aria-label={t.selectRow} />
        </td>
      )}
      {columns.map((column) => <td key={column.key} className={column.align ?? ""}>{column.render(row)}</td>)}
    </tr>
  );
}

export const TableRow = memo(PlainRow) as typeof PlainRow;
