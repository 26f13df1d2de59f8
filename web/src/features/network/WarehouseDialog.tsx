import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, InputNumber, Select, Switch } from "antd";
import { useState } from "react";
import { networkWords } from "./words";
import { api } from "@/api/client";
import type { Warehouse } from "@/api/types-work";
import { Field, FormDialog } from "@/components/FormDialog";
import { provinces } from "@/components/place/provinces";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

type Region = Warehouse["priority_regions"][number];
const provinceOptions = provinces.map((province) => ({ value: province, label: province }));

export function WarehouseDialog({ warehouse, onClose }: { warehouse: Warehouse | null; onClose: () => void }) {
  const t = useWords(networkWords);
  const client = useQueryClient();
  const [form, setForm] = useState(() => ({
    code: warehouse?.code ?? "", name: warehouse?.name ?? "", province: warehouse?.province ?? "", city: warehouse?.city ?? "", longitude: warehouse?.longitude ?? null, latitude: warehouse?.latitude ?? null,
    active: warehouse?.active ?? true, cutoff: warehouse?.cutoff ?? "16:00", workdays: warehouse?.workdays ?? "1111110", priority_regions: warehouse?.priority_regions ?? [],
  }));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = async () => {
    const { code, longitude, latitude, ...rest } = form;
    // A place left as it was is not sent: the server then moves it along with a new city.
    const placed = longitude !== (warehouse?.longitude ?? null) || latitude !== (warehouse?.latitude ?? null);
    const body = { ...rest, ...(placed ? { longitude, latitude } : {}), priority_regions: rest.priority_regions.filter((region) => region.province) };
    await (warehouse ? api.patch<Warehouse>(`/warehouses/${warehouse.id}`, body) : api.post<Warehouse>("/warehouses", { code, ...body }));
    await client.invalidateQueries({ queryKey: ["warehouses"] });
  };
  const toggleDay = (index: number, on: boolean) => set({ workdays: [...form.workdays.padEnd(7, "0")].map((day, at) => (at === index ? (on ? "1" : "0") : day)).join("") });
  return (
    <FormDialog title={warehouse ? t.edit : t.add} width={580} ready={form.code.trim() !== "" && form.name.trim() !== "" && form.province !== "" && form.city.trim() !== "" && /^\d{2}:\d{2}$/.test(form.cutoff)} onSave={save} onClose={onClose}>
      <div className="form-two">
        <Field label={t.name}><Input value={form.name} onChange={(event) => set({ name: event.target.value })} /></Field>
        <Field label={t.code}><Input className="mono" value={form.code} disabled={warehouse !== null} onChange={(event) => set({ code: event.target.value })} /></Field>
        <Field label={t.province}><Select showSearch value={form.province || undefined} options={provinceOptions} onChange={(province: string) => set({ province })} /></Field>
        <Field label={t.city}><Input value={form.city} onChange={(event) => set({ city: event.target.value })} /></Field>
        <Field label={t.longitude}><InputNumber controls={false} className="wide" min={-180} max={180} value={form.longitude} onChange={(longitude) => set({ longitude })} /></Field>
        <Field label={t.latitude}><InputNumber controls={false} className="wide" min={-90} max={90} value={form.latitude} onChange={(latitude) => set({ latitude })} /></Field>
        <Field label={t.cutoff} help={t.cutoffHelp}><Input type="time" value={form.cutoff} onChange={(event) => set({ cutoff: event.target.value })} /></Field>
        <div className="field"><span className="soft">{t.workdays}</span><div className="row wrap">{[...t.days].map((letter, index) => <Checkbox key={index} checked={form.workdays[index] === "1"} onChange={(event) => toggleDay(index, event.target.checked)}>{letter}</Checkbox>)}</div></div>
      </div>
      <RegionsInput regions={form.priority_regions} onChange={(regions) => set({ priority_regions: regions })} />
      <div className="row"><Switch id="warehouse-active" checked={form.active} onChange={(active) => set({ active })} /><label htmlFor="warehouse-active">{t.active}</label></div>
    </FormDialog>
  );
}

function RegionsInput({ regions, onChange }: { regions: Region[]; onChange: (regions: Region[]) => void }) {
  const t = useWords(networkWords);
  const words = useWords(sharedWords);
  const set = (index: number, change: Partial<Region>) => onChange(regions.map((region, at) => (at === index ? { ...region, ...change } : region)));
  return (
    <div className="field">
      <span className="soft">{t.priority}</span>
      <span className="field-help">{t.priorityHelp}</span>
      <div className="line-grid">
        {regions.map((region, index) => (
          <div key={index} className="line-grid-row">
            <InputNumber controls={false} min={1} max={99} precision={0} value={region.rank} aria-label={t.rank} onChange={(rank) => set(index, { rank: rank ?? 1 })} />
            <Select className="grow" showSearch value={region.province || undefined} options={provinceOptions.filter((option) => option.value === region.province || !regions.some((one) => one.province === option.value))} aria-label={t.province} onChange={(province: string) => set(index, { province })} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={`${words.remove} ${region.province}`} onClick={() => onChange(regions.filter((_, at) => at !== index))} />
          </div>
        ))}
        <div><Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...regions, { province: "", rank: regions.length + 1 }])}>{t.addRegion}</Button></div>
      </div>
    </div>
  );
}
