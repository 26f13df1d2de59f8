export const columnKeys = [
  "state", "number", "lines", "receiver", "region", "amount", "paid_amount", "promise", "warehouse", "tags", "notes", "event", "units", "buyer", "shop", "source", "placed", "paid",
] as const;
export type ColumnKey = (typeof columnKeys)[number];
export const defaultColumns: readonly ColumnKey[] = ["state", "number", "lines", "receiver", "region", "amount", "promise", "warehouse", "tags", "notes", "event"];
