import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { readSettings, type Setting } from "./readSettings";
import { SettingControl } from "./SettingControl";
import { settingsWords } from "./words";
import { api } from "@/api/client";
import { useMeta } from "@/api/meta";
import { EmptyState, ErrorState, SkeletonLines } from "@/components/Feedback";
import { PageFrame, Panel } from "@/components/PageFrame";
import { sharedWords } from "@/components/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

export default function SettingsPage() {
  const t = useWords(settingsWords);
  const { locale } = useLocale();
  const version = useMeta()?.version;
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => api.get<unknown>("/settings") });
  const rows = settings.data === undefined ? [] : readSettings(settings.data, locale);
  return (
    <PageFrame title={t.title} subtitle={t.subtitle} extra={version && <span className="faint">{t.version(version)}</span>}>
      {settings.error && !settings.data ? <ErrorState error={settings.error} onRetry={() => void settings.refetch()} /> : null}
      {settings.isPending && <Panel><SkeletonLines lines={6} /></Panel>}
      {settings.isSuccess && (rows.length === 0 ? <Panel><EmptyState title={t.none} /></Panel> : <Panel flush><div className="setting-list">{rows.map((row) => <SettingRow key={row.key + JSON.stringify(row.value)} setting={row} />)}</div></Panel>)}
    </PageFrame>
  );
}

function SettingRow({ setting }: { setting: Setting }) {
  const t = useWords(settingsWords);
  const words = useWords(sharedWords);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [value, setValue] = useState(setting.value);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(value) !== JSON.stringify(setting.value);
  const titles: Record<string, unknown> = t;
  const known = titles[setting.key];
  const save = async () => {
    setBusy(true);
    try {
      await api.patch<unknown>("/settings", { [setting.key]: value });
      await client.invalidateQueries({ queryKey: ["settings"] });
      message.success(words.saved);
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="setting-row">
      <label htmlFor={`setting-${setting.key}`}><b>{setting.title ?? (typeof known === "string" ? known : setting.key)}</b>{setting.help && <span className="faint">{setting.help}</span>}</label>
      <SettingControl id={`setting-${setting.key}`} value={value} low={setting.low} high={setting.high} onChange={setValue} />
      <Button disabled={!changed} type={changed ? "primary" : "default"} loading={busy} onClick={() => void save()}>{words.save}</Button>
    </div>
  );
}
