import { CloudUploadOutlined, FileTextOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Radio, Select } from "antd";
import { useId, useState, type DragEvent } from "react";
import { importWords } from "./words";
import { api } from "@/api/client";
import { useShops } from "@/api/directory";
import { useMeta } from "@/api/meta";
import type { ImportMode } from "@/api/types";
import { ErrorState } from "@/components/Feedback";
import { Field } from "@/components/FormDialog";
import { Panel } from "@/components/PageFrame";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import "@/styles/actions.css";

export function ImportForm({ onStarted }: { onStarted: (id: string) => void }) {
  const t = useWords(importWords);
  const { locale } = useLocale();
  const meta = useMeta();
  const shops = useShops();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState("auto");
  const [shop, setShop] = useState<string | undefined>();
  const [mode, setMode] = useState<ImportMode | "default">("default");
  const [dry, setDry] = useState(false);
  const chosen = meta?.formats.find((one) => one.code === format);
  const send = useMutation({
    mutationFn: () => {
      const form = new FormData();
      if (file) form.append("file", file);
      form.append("format", format);
      if (shop) form.append("shop_code", shop);
      if (mode !== "default") form.append("mode", mode);
      form.append("dry_run", dry ? "true" : "false");
      return api.postForm<{ id: string }>("/imports", form);
    },
    onSuccess: (job) => {
      void client.invalidateQueries({ queryKey: ["imports"] });
      onStarted(job.id);
    },
  });
  if (!file) return <Panel><DropZone onFile={setFile} /></Panel>;
  return (
    <Panel>
      <div className="stack">
        <div className="row"><FileTextOutlined /><b className="clip">{file.name}</b><span className="faint num">{sizeText(file.size)}</span><Button size="small" type="link" onClick={() => { setFile(null); send.reset(); }}>{t.change}</Button></div>
        <div className="form-two">
          <Field label={t.format}><Select value={format} onChange={setFormat} options={[{ value: "auto", label: t.auto }, ...(meta?.formats ?? []).map((one) => ({ value: one.code, label: pick(locale, one) }))]} /></Field>
          <Field label={t.shop}><Select value={shop} allowClear placeholder={t.shopAuto} onChange={setShop} options={shops.map((one) => ({ value: one.code, label: one.name }))} /></Field>
        </div>
        {chosen && <p className="faint">{t.required}：{chosen.required.join("、") || "—"}</p>}
        <Radio.Group value={mode} onChange={(event) => setMode(event.target.value as ImportMode | "default")} className="mode-choice">
          <Radio value="default">{t.byFormat}{chosen && <span className="faint">（{chosen.default_mode === "live" ? t.live : t.history}）</span>}</Radio>
          <Radio value="live">{t.live} <span className="faint">{t.liveHelp}</span></Radio>
          <Radio value="history">{t.history} <span className="faint">{t.historyHelp}</span></Radio>
        </Radio.Group>
        <Checkbox checked={dry} onChange={(event) => setDry(event.target.checked)}>{t.dryRun} <span className="faint">{t.dryHelp}</span></Checkbox>
        {send.error && <ErrorState inline error={send.error} />}
        <div><Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>{send.isPending ? t.uploading : dry ? t.startDry : t.start}</Button></div>
      </div>
    </Panel>
  );
}

function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const t = useWords(importWords);
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a drop target has no other element; the input inside serves keyboards
    <label htmlFor={id} className={over ? "drop-zone over" : "drop-zone"} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <CloudUploadOutlined aria-hidden />
      <b>{t.drop}</b>
      <span>{t.dropHelp}</span>
      <input
        id={id} type="file" className="sr-only" accept=".xlsx,.xls,.csv,.txt,.json,.tsv"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
}
