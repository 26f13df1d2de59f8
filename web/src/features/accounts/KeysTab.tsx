import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { accountWords } from "./words";
import { api } from "@/api/client";
import { readAll } from "@/api/lists";
import { useMeta } from "@/api/meta";
import type { ApiKey } from "@/api/types-work";
import { copyText } from "@/components/CopyId";
import { EmptyState } from "@/components/Feedback";
import { Field, FormDialog } from "@/components/FormDialog";
import { Panel } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const rowKey = (row: ApiKey) => row.id;

export function KeysTab() {
  const t = useWords(accountWords);
  const words = useWords(sharedWords);
  const { locale } = useLocale();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const permissions = useMeta()?.permissions ?? [];
  const keys = useQuery({ queryKey: ["api-keys"], queryFn: () => readAll<ApiKey>("/api-keys") });
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const revoke = (key: ApiKey) => void modal.confirm({
    title: t.revokeAsk(key.name), okText: t.revoke, cancelText: words.cancel, okButtonProps: { danger: true },
    onOk: async () => {
      try {
        await api.delete<void>(`/api-keys/${key.id}`);
        await client.invalidateQueries({ queryKey: ["api-keys"] });
      } catch (error) {
        message.error(error instanceof Error ? error.message : String(error));
      }
    },
  });
  const columns: Column<ApiKey>[] = [
    { key: "name", title: t.keyName, width: 160, render: (row) => <><b>{row.name}</b> {row.prefix && <span className="mono faint">{row.prefix}…</span>}</> },
    { key: "scopes", title: t.keyScopes, width: 260, grow: 1, render: (row) => row.scopes.map((code) => pick(locale, permissions.find((one) => one.code === code), code)).join("、") },
    { key: "created", title: t.created, width: 120, render: (row) => <TimeText at={row.created_at} /> },
    { key: "used", title: t.lastUsed, width: 120, render: (row) => <TimeText at={row.last_used_at} /> },
    { key: "revoke", title: "", width: 80, render: (row) => <Button size="small" danger type="text" onClick={() => revoke(row)}>{t.revoke}</Button> },
  ];
  return (
    <Panel title={t.keys} extra={<Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t.addKey}</Button>} flush>
      <DataTable flow label={t.keys} columns={columns} rows={keys.data ?? []} rowKey={rowKey} rowHeight={38} loading={keys.isPending} error={keys.error} onRetry={() => void keys.refetch()} empty={<EmptyState title={t.noKeys} help={t.noKeysHelp} />} />
      {adding && <KeyDialog onMade={setSecret} onClose={() => setAdding(false)} />}
      {secret !== null && (
        <Modal open title={t.secretTitle} closable={false} footer={<><Button onClick={() => void copyText(secret).then(() => message.success(words.copied))}>{t.copySecret}</Button><Button type="primary" onClick={() => setSecret(null)}>{t.savedIt}</Button></>}>
          <p>{t.secretHelp}</p>
          <code className="secret">{secret}</code>
        </Modal>
      )}
    </Panel>
  );
}

function KeyDialog({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const t = useWords(accountWords);
  const { locale } = useLocale();
  const client = useQueryClient();
  const permissions = useMeta()?.permissions ?? [];
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const save = async () => {
    const key = await api.post<ApiKey>("/api-keys", { name: name.trim(), scopes });
    await client.invalidateQueries({ queryKey: ["api-keys"] });
    if (key.secret) onMade(key.secret);
  };
  return (
    <FormDialog title={t.addKey} ready={name.trim() !== "" && scopes.length > 0} onSave={save} onClose={onClose}>
      <Field label={t.keyName}><Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} /></Field>
      <Field label={t.keyScopes}><Select mode="multiple" value={scopes} onChange={(chosen: string[]) => setScopes(chosen)} options={permissions.map((one) => ({ value: one.code, label: pick(locale, one, one.code) }))} /></Field>
    </FormDialog>
  );
}
