import { Input, InputNumber, Select, Switch } from "antd";
import { useMeta } from "@/api/meta";
import { useWarehouses } from "@/api/directory";
import { useSession } from "@/api/session";
import { JsonInput } from "@/components/actions/JsonInput";
import { LinesInput, LineSelect, SplitInput } from "@/components/actions/LineInputs";
import { StockRowsInput } from "@/components/actions/StockRowsInput";
import { actionWords } from "@/components/actions/words";
import type { FieldSpec } from "@/components/actions/schema";
import { MoneyInput } from "@/components/MoneyInput";
import { SkuPicker } from "@/components/SkuPicker";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { OrderPage } from "@/api/types";
import type { Params } from "@/api/types-work";

export interface ControlProps {
  id: string;
  field: FieldSpec;
  value: unknown;
  values: Params;
  onChange: (value: unknown) => void;
  order: OrderPage | undefined;
}

export function FieldControl(props: ControlProps) {
  const { id, field, value, onChange, order } = props;
  const t = useWords(actionWords);
  const { locale } = useLocale();
  const text = typeof value === "string" ? value : "";
  switch (field.widget) {
    case "textarea":
      return <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 6 }} value={text} maxLength={field.schema.maxLength} onChange={(event) => onChange(event.target.value)} />;
    case "select":
      return <Select id={id} className="wide" value={value} options={field.options ?? []} onChange={onChange} allowClear={!field.required} showSearch={{ optionFilterProp: "label" }} />;
    case "courier": return <CourierSelect {...props} />;
    case "hold": return <HoldSelect {...props} />;
    case "warehouse": return <WarehouseSelect id={id} value={value === undefined || value === null ? "" : String(value)} onChange={(next) => onChange(field.schema.type === "integer" ? Number(next) : next)} />;
    case "sku": return <SkuPicker id={id} value={text || undefined} onChange={onChange} placeholder={t.pickSku} />;
    case "money": return <MoneyField {...props} />;
    case "tags":
      return <Select id={id} className="wide" mode="tags" value={Array.isArray(value) ? value : []} onChange={onChange} placeholder={t.pickTags} tokenSeparators={[",", "，", " "]} open={false} suffixIcon={null} />;
    case "line": return <LineSelect id={id} order={order} value={value} onChange={onChange} />;
    case "lines": return <LinesInput order={order} value={value} onChange={onChange} />;
    case "stock_rows": return <StockRowsInput id={id} value={value} onChange={onChange} />;
    case "split": return <SplitInput order={order} value={value} onChange={onChange} />;
    case "boolean": return <Switch id={id} checked={value === true} onChange={onChange} />;
    case "integer": case "number":
      return <InputNumber controls={false} id={id} className="wide" value={typeof value === "number" ? value : null} min={field.schema.minimum ?? (field.schema.exclusiveMinimum === undefined ? undefined : field.schema.exclusiveMinimum + 1)} max={field.schema.maximum} precision={0} onChange={onChange} />;
    case "array": case "object": return <JsonInput id={id} value={value} onChange={onChange} />;
    default:
      return <Input id={id} value={text} maxLength={field.schema.maxLength} lang={locale} onChange={(event) => onChange(event.target.value)} />;
  }
}

function CourierSelect({ id, value, onChange }: ControlProps) {
  const t = useWords(actionWords);
  const { locale } = useLocale();
  const options = (useMeta()?.couriers ?? []).map((courier) => ({ value: courier.code, label: pick(locale, courier) }));
  return <Select id={id} className="wide" value={value} onChange={onChange} options={options} placeholder={t.pickCourier} showSearch={{ optionFilterProp: "label" }} />;
}

function HoldSelect({ id, field, value, onChange, order }: ControlProps) {
  const text = typeof value === "string" ? value : "";
  const { locale } = useLocale();
  const meta = useMeta();
  // Releasing concerns the holds the order has; setting one concerns all codes.
  const codes = field.name === "hold_code" && order ? order.holds.map((hold) => hold.code) : (meta?.hold_codes ?? []).map((hold) => hold.code);
  const options = [...new Set(codes)].map((code) => ({ value: code, label: pick(locale, meta?.hold_codes.find((hold) => hold.code === code), code) }));
  return <Select id={id} className="wide" value={text || undefined} onChange={onChange} options={options} allowClear={!field.required} showSearch={{ optionFilterProp: "label" }} />;
}

export function WarehouseSelect({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  const t = useWords(actionWords);
  const options = useWarehouses().map((warehouse) => ({ value: warehouse.id, label: warehouse.name }));
  return <Select id={id} className="wide" value={value || undefined} onChange={onChange} options={options} placeholder={t.pickWarehouse} showSearch={{ optionFilterProp: "label" }} />;
}

function MoneyField({ id, value, onChange, order }: ControlProps) {
  const merchant = useSession()?.merchant.currency ?? "CNY";
  const currency = order?.currency ?? merchant;
  return <MoneyInput id={id} minor={typeof value === "number" ? value : null} currency={currency} onChange={onChange} />;
}
