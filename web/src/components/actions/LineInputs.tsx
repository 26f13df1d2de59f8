import { PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { actionWords } from "@/components/actions/words";
import { SkeletonLines } from "@/components/Feedback";
import { useWords } from "@/i18n/words";
import type { OrderLine, OrderPage } from "@/api/types";

interface LineQty { line_no: number; qty: number }
interface Props { order: OrderPage | undefined; value: unknown; onChange: (value: unknown) => void }

// A bundle's components follow their bundle, so people choose sold lines only.
function soldLines(order: OrderPage): OrderLine[] {
  return order.lines.filter((line) => line.parent_line_no === null);
}
function openQty(line: OrderLine): number {
  return line.qty - line.cancelled_qty - line.shipped_qty;
}
function lineTitle(line: OrderLine): string {
  return `${line.line_no}. ${line.sku?.code ?? ""} ${line.title}`.trim();
}
function asLines(value: unknown): LineQty[] {
  return Array.isArray(value) ? (value as LineQty[]) : [];
}

export function LineSelect({ id, order, value, onChange }: Props & { id: string }) {
  if (!order) return <SkeletonLines lines={1} height={32} />;
  const options = soldLines(order).map((line) => ({ value: line.line_no, label: `${lineTitle(line)} ×${line.qty - line.cancelled_qty}` }));
  return <Select id={id} className="wide" value={value} options={options} onChange={onChange} showSearch={{ optionFilterProp: "label" }} />;
}

function setQty(lines: LineQty[], lineNo: number, qty: number | null): LineQty[] {
  const rest = lines.filter((line) => line.line_no !== lineNo);
  return qty ? [...rest, { line_no: lineNo, qty }].sort((a, b) => a.line_no - b.line_no) : rest;
}

/** Which lines, and how many of each; nothing chosen means all that is left. */
export function LinesInput({ order, value, onChange }: Props) {
  const t = useWords(actionWords);
  if (!order) return <SkeletonLines lines={2} height={24} />;
  const chosen = asLines(value);
  return (
    <div className="line-grid">
      {soldLines(order).filter((line) => openQty(line) > 0).map((line) => (
        <div key={line.line_no} className="line-grid-row">
          <span className="clip grow" title={lineTitle(line)}>{lineTitle(line)}</span>
          <InputNumber controls={false} size="small" min={0} max={openQty(line)} precision={0} aria-label={lineTitle(line)} placeholder={String(openQty(line))} value={chosen.find((one) => one.line_no === line.line_no)?.qty ?? null} onChange={(qty) => onChange(setQty(chosen, line.line_no, qty))} />
          <span className="faint num">/ {openQty(line)}</span>
        </div>
      ))}
      <div className="field-help">{t.allLines}</div>
    </div>
  );
}

/** A column for each new order; what is not given away stays. */
export function SplitInput({ order, value, onChange }: Props) {
  const t = useWords(actionWords);
  if (!order) return <SkeletonLines lines={2} height={24} />;
  const given = Array.isArray(value) ? (value as LineQty[][]) : [];
  const parts = given.length > 0 ? given : [[]];
  const change = (index: number, lineNo: number, qty: number | null) => {
    const next = parts.map((part, at) => (at === index ? setQty(part, lineNo, qty) : part));
    onChange(next.some((part) => part.length > 0) ? next : undefined);
  };
  return (
    <div className="line-grid">
      <div className="line-grid-row head">
        <span className="grow">{t.line}</span>
        {parts.map((_, index) => <span key={index} className="split-col">{t.part(index + 1)}</span>)}
        <span className="split-col">{t.keep}</span>
      </div>
      {soldLines(order).filter((line) => openQty(line) > 0).map((line) => {
        const away = parts.reduce((sum, part) => sum + (part.find((one) => one.line_no === line.line_no)?.qty ?? 0), 0);
        return (
          <div key={line.line_no} className="line-grid-row">
            <span className="clip grow" title={lineTitle(line)}>{lineTitle(line)}</span>
            {parts.map((part, index) => {
              const own = part.find((one) => one.line_no === line.line_no)?.qty ?? 0;
              return <InputNumber controls={false} key={index} className="split-col" size="small" min={0} max={openQty(line) - away + own} precision={0} aria-label={`${t.part(index + 1)} ${lineTitle(line)}`} value={own || null} placeholder="0" onChange={(qty) => change(index, line.line_no, qty)} />;
            })}
            <span className="split-col num">{openQty(line) - away}</span>
          </div>
        );
      })}
      <div className="row">
        <span className="field-help grow">{t.splitHelp}</span>
        {parts.length < 4 && <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...parts, []])}>{t.addPart}</Button>}
      </div>
    </div>
  );
}
