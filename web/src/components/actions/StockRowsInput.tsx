import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { useWarehouses } from "@/api/directory";
import { readRows, type StockRow } from "@/components/actions/stockRows";
import { actionWords } from "@/components/actions/words";
import { SkuPicker } from "@/components/SkuPicker";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

/** SKU, warehouse and quantity, as many rows as were counted or received. */
export function StockRowsInput({ id, value, onChange }: { id: string; value: unknown; onChange: (value: unknown) => void }) {
  const t = useWords(actionWords);
  const words = useWords(sharedWords);
  const warehouses = useWarehouses();
  const rows = readRows(value);
  const set = (index: number, change: Partial<StockRow>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <div className="line-grid" id={id}>
      {rows.map((row, index) => (
        <div key={index} className="stock-row">
          <SkuPicker value={row.sku || undefined} label={row.sku} placeholder={t.pickSku} onChange={(sku) => set(index, { sku: sku ?? "" })} />
          <Select
            value={row.warehouse_id === null ? undefined : String(row.warehouse_id)} placeholder={t.pickWarehouse} aria-label={t.pickWarehouse}
            options={warehouses.map((warehouse) => ({ value: warehouse.id, label: warehouse.name }))} onChange={(next: string) => set(index, { warehouse_id: Number(next) })}
          />
          <InputNumber controls={false} className="wide" precision={0} value={row.qty} placeholder={t.stockQty} aria-label={t.stockQty} onChange={(qty) => set(index, { qty })} />
          <Button type="text" icon={<DeleteOutlined />} disabled={rows.length === 1} aria-label={words.remove} onClick={() => onChange(rows.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div><Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...rows, { sku: "", warehouse_id: rows.at(-1)?.warehouse_id ?? null, qty: null }])}>{t.addRow}</Button></div>
    </div>
  );
}
