import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { networkWords } from "./words";
import { api } from "@/api/client";
import { readAll } from "@/api/lists";
import type { PromiseZone } from "@/api/types-work";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { provinces } from "@/components/place/provinces";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import "@/styles/actions.css";

export function ZonesTab() {
  const zones = useQuery({ queryKey: ["promise-zones"], queryFn: () => readAll<PromiseZone>("/promise-zones") });
  if (zones.error && !zones.data) return <ErrorState error={zones.error} onRetry={() => void zones.refetch()} />;
  if (!zones.data) return <Panel><SkeletonLines lines={5} /></Panel>;
  return <ZonesForm saved={zones.data} />;
}

function ZonesForm({ saved }: { saved: PromiseZone[] }) {
  const t = useWords(networkWords);
  const words = useWords(sharedWords);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [zones, setZones] = useState(saved);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = (index: number, change: Partial<PromiseZone>) => setZones(zones.map((zone, at) => (at === index ? { ...zone, ...change } : zone)));
  const used = zones.flatMap((zone) => zone.provinces);
  const rest = zones.filter((zone) => zone.provinces.length === 0);
  const missing = rest.length > 0 ? [] : provinces.filter((province) => !used.includes(province));
  const twice = provinces.filter((province) => used.indexOf(province) !== used.lastIndexOf(province));
  const ready = twice.length === 0 && rest.length <= 1 && zones.every((zone) => zone.zone.trim() !== "" && zone.hours > 0);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put<unknown>("/promise-zones", zones);
      await client.invalidateQueries({ queryKey: ["promise-zones"] });
      message.success(words.saved);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t.zones} extra={<Button type="primary" loading={busy} disabled={!ready || zones === saved} onClick={() => void save()}>{words.save}</Button>}>
      <div className="stack">
        <p className="soft">{t.zonesHelp}</p>
        {zones.map((zone, index) => (
          <div key={index} className="zone-row">
            <Input className="mono" value={zone.zone} placeholder={t.zoneCode} aria-label={t.zoneCode} onChange={(event) => set(index, { zone: event.target.value })} />
            <Input value={zone.title} placeholder={t.zoneTitle} aria-label={t.zoneTitle} onChange={(event) => set(index, { title: event.target.value })} />
            <InputNumber controls={false} min={1} max={2000} precision={0} value={zone.hours} suffix={t.hours} aria-label={t.hours} onChange={(hours) => set(index, { hours: hours ?? 0 })} />
            <Select mode="multiple" value={zone.provinces} placeholder={t.otherProvinces} aria-label={t.provinces} options={provinces.map((province) => ({ value: province, label: province }))} onChange={(chosen: string[]) => set(index, { provinces: chosen })} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={`${words.remove} ${zone.title}`} onClick={() => setZones(zones.filter((_, at) => at !== index))} />
          </div>
        ))}
        <div><Button size="small" icon={<PlusOutlined />} onClick={() => setZones([...zones, { zone: "", title: "", hours: 72, provinces: [] }])}>{t.addZone}</Button></div>
        {missing.length > 0 && <div className="banner info">{t.unassigned(missing.join("、"))}</div>}
        {twice.length > 0 && <div className="banner danger">{t.twice(twice.join("、"))}</div>}
        {error !== null && <ErrorState inline error={error} />}
      </div>
    </Panel>
  );
}
