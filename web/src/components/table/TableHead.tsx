import { CaretDownFilled } from "@ant-design/icons";
import { Checkbox } from "antd";
import type { Column } from "@/components/table/DataTable";
import type { RowSelection } from "@/components/table/selection";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

interface Props<Row> {
  columns: readonly Column<Row>[];
  keys: readonly string[];
  selection?: RowSelection;
  sort?: string;
  onSort?: (sort: string) => void;
}

export function TableHead<Row>({ columns, keys, selection, sort, onSort }: Props<Row>) {
  const t = useWords(sharedWords);
  const chosen = selection ? keys.filter((key) => selection.has(key)).length : 0;
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col" className="select-cell">
            <Checkbox
              aria-label={t.selectAll}
              checked={chosen > 0 && chosen === keys.length}
              indeterminate={chosen > 0 && chosen < keys.length}
              onChange={(event) => selection.setLoaded(keys, event.target.checked)}
            />
          </th>
        )}
        {columns.map((column) => {
          const active = column.sort !== undefined && column.sort === sort;
          return (
            <th key={column.key} scope="col" className={column.align ?? ""} aria-sort={active ? "descending" : undefined}>
              {column.sort && onSort ? (
                <button type="button" className={active ? "sort active" : "sort"} title={t.sortBy(column.title)} onClick={() => onSort(column.sort ?? "")}>
                  {column.title}
                  <CaretDownFilled aria-hidden />
                </button>
              ) : column.title}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
