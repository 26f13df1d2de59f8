import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Switch } from "antd";
import { useState } from "react";
import { readAttributes, writeAttributes } from "./attributesText";
import { catalogWords } from "./words";
import { api } from "@/api/client";
import { useSession } from "@/api/session";
import type { Sku, SkuComponent } from "@/api/types-work";
import { Field, FormDialog } from "@/components/FormDialog";
import { MoneyInput } from "@/components/MoneyInput";
import { SkuPicker } from "@/components/SkuPicker";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

export function SkuDialog({ sku, onClose }: { sku: Sku | null; onClose: () => void }) {
  const t = useWords(catalogWords);
  const client = useQueryClient();
  const currency = useSession()?.merchant.currency ?? "CNY";
  const [code, setCode] = useState(sku?.code ?? "");
  const [name, setName] = useState(sku?.name ?? "");
  const [attributes, setAttributes] = useState(writeAttributes(sku?.attributes));
  const [barcode, setBarcode] = useState(sku?.barcode ?? "");
  const [weight, setWeight] = useState<number | null>(sku?.weight_g ?? null);
  const [cost, setCost] = useState<number | null>(sku?.cost_minor ?? null);
  const [low, setLow] = useState<number | null>(sku?.low_stock_qty ?? null);
  const [bundle, setBundle] = useState(sku?.is_bundle ?? false);
  const [components, setComponents] = useState<SkuComponent[]>(sku?.components ?? []);
  const [active, setActive] = useState(sku?.active ?? true);
  const filled = components.filter((one) => one.sku_id !== "" && one.qty > 0);
  const save = async () => {
    const body = {
      name: name.trim(), attributes: readAttributes(attributes), barcode: barcode.trim() || null, weight_g: weight ?? 0, cost_minor: cost, low_stock_qty: low ?? 0, active, is_bundle: bundle,
      components: bundle ? filled.map((one) => ({ sku_id: one.sku_id, qty: one.qty })) : [],
    };
    await (sku ? api.patch<Sku>(`/skus/${sku.id}`, body) : api.post<Sku>("/skus", { ...body, code: code.trim() }));
    await client.invalidateQueries({ queryKey: ["skus"] });
  };
  return (
    <FormDialog title={sku ? t.edit : t.add} width={560} ready={code.trim() !== "" && name.trim() !== "" && (!bundle || filled.length > 0)} onSave={save} onClose={onClose}>
      <div className="form-two">
        <Field label={t.code} help={sku ? t.codeFixed : undefined}><Input className="mono" value={code} disabled={sku !== null} onChange={(event) => setCode(event.target.value)} /></Field>
        <Field label={t.barcode}><Input className="mono" value={barcode} onChange={(event) => setBarcode(event.target.value)} /></Field>
      </div>
      <Field label={t.name}><Input value={name} onChange={(event) => setName(event.target.value)} /></Field>
      <Field label={t.attributes} help={t.attributesHelp}><Input value={attributes} onChange={(event) => setAttributes(event.target.value)} /></Field>
      <div className="form-three">
        <Field label={t.weight}><InputNumber controls={false} className="wide" min={0} precision={0} value={weight} onChange={setWeight} /></Field>
        <Field label={t.cost}><MoneyInput minor={cost} currency={currency} onChange={setCost} /></Field>
        <Field label={t.lowStock}><InputNumber controls={false} className="wide" min={0} precision={0} value={low} onChange={setLow} /></Field>
      </div>
      <div className="row"><Switch id="sku-active" checked={active} onChange={setActive} /><label htmlFor="sku-active">{t.active}</label></div>
      <div className="row"><Switch id="sku-bundle" checked={bundle} onChange={setBundle} /><label htmlFor="sku-bundle">{t.bundle}</label><span className="faint">{t.bundleHelp}</span></div>
      {bundle && <ComponentsInput components={components} onChange={setComponents} />}
      {bundle && filled.length === 0 && <div className="field-help">{t.needComponents}</div>}
    </FormDialog>
  );
}

function ComponentsInput({ components, onChange }: { components: SkuComponent[]; onChange: (components: SkuComponent[]) => void }) {
  const t = useWords(catalogWords);
  const words = useWords(sharedWords);
  const set = (index: number, change: Partial<SkuComponent>) => onChange(components.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <div className="line-grid">
      {components.map((component, index) => (
        <div key={index} className="line-grid-row">
          <span className="grow"><SkuPicker by="id" value={component.sku_id || undefined} label={component.code} onChange={(id, found) => set(index, { sku_id: id ?? "", code: found?.code })} /></span>
          <InputNumber controls={false} min={1} precision={0} value={component.qty} aria-label={words.all} onChange={(qty) => set(index, { qty: qty ?? 1 })} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={words.remove} onClick={() => onChange(components.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...components, { sku_id: "", qty: 1 }])}>{t.addComponent}</Button>
    </div>
  );
}
