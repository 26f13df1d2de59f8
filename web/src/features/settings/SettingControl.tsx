import { Checkbox, Input, InputNumber, Switch } from "antd";
import { JsonInput } from "@/components/actions/JsonInput";

/** A control by the kind of the value: yes or no, number, text, a set of switches; else its JSON. */
export function SettingControl({ id, value, low, high, onChange }: { id: string; value: unknown; low?: number | null; high?: number | null; onChange: (value: unknown) => void }) {
  if (typeof value === "boolean") return <span><Switch id={id} checked={value} onChange={onChange} /></span>;
  if (typeof value === "number") return <InputNumber controls={false} id={id} className="wide" min={low ?? undefined} max={high ?? undefined} value={value} onChange={(next) => onChange(next ?? value)} />;
  if (typeof value === "string") return <Input id={id} value={value} onChange={(event) => onChange(event.target.value)} />;
  if (typeof value === "object" && value !== null && Object.values(value).length > 0 && Object.values(value).every((one) => typeof one === "boolean")) {
    const flags = value as Record<string, boolean>;
    return <span className="row wrap" id={id}>{Object.entries(flags).map(([key, on]) => <Checkbox key={key} checked={on} onChange={(event) => onChange({ ...flags, [key]: event.target.checked })}>{key}</Checkbox>)}</span>;
  }
  return <span><JsonInput id={id} value={value} onChange={(next) => onChange(next ?? null)} rows={2} /></span>;
}
