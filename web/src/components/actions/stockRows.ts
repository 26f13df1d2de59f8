/** A row of a stock action's form; the registry takes a warehouse's id as a number. */
export interface StockRow { sku: string; warehouse_id: number | null; qty: number | null }

const blank: StockRow = { sku: "", warehouse_id: null, qty: null };

export function readRows(value: unknown): StockRow[] {
  const rows = Array.isArray(value) ? (value as Partial<StockRow>[]).map((row) => ({ ...blank, ...row })) : [];
  return rows.length > 0 ? rows : [blank];
}

export function rowsComplete(value: unknown): boolean {
  return readRows(value).every((row) => row.sku !== "" && row.warehouse_id !== null && row.qty !== null);
}
