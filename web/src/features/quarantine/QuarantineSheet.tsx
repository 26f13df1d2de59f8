import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { quarantineWords } from "./words";
import { api } from "@/api/client";
import type { QuarantineDetail } from "@/api/types";
import { CopyId } from "@/components/CopyId";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { SideSheet } from "@/components/SideSheet";
import { TimeText } from "@/components/TimeText";
import { useWords } from "@/i18n/words";

interface Props { id: string; canAct: boolean; onReplay: (ids: string[]) => Promise<void>; onDiscard: (id: string) => void; onClose: () => void }

/** One unreadable message: what is wrong, how to mend it, the payload to edit, and another try. */
export function QuarantineSheet({ id, canAct, onReplay, onDiscard, onClose }: Props) {
  const t = useWords(quarantineWords);
  const item = useQuery({ queryKey: ["quarantine", "item", id], queryFn: () => api.get<QuarantineDetail>(`/quarantine/${id}`) });
  const data = item.data;
  return (
    <SideSheet title={data?.what ?? ""} onClose={onClose}>
      {item.error && !data && <ErrorState error={item.error} onRetry={() => void item.refetch()} />}
      {!data && !item.error && <SkeletonLines lines={8} />}
      {data && (
        <>
          <Panel>
            <dl className="facts">
              <dt>{t.code}</dt><dd className="mono">{data.code}</dd>
              {data.mend && <><dt>{t.mend}</dt><dd>{data.mend}</dd></>}
              <dt>{t.source}</dt><dd>{data.source}{data.shop && ` · ${data.shop.name}`}{data.row_no !== null && ` · ${t.row} ${data.row_no}`}</dd>
              {data.source_no && <><dt>{t.sourceNo}</dt><dd><CopyId value={data.source_no} /></dd></>}
              <dt>{t.at}</dt><dd><TimeText at={data.at} /></dd>
              <dt>{t.attempts}</dt><dd className="num">{data.attempts}</dd>
              {data.resolution && <><dt>{t.resolution}</dt><dd>{data.resolution} <TimeText at={data.resolved_at} /></dd></>}
            </dl>
          </Panel>
          <PayloadEditor key={data.id} item={data} canAct={canAct && data.state === "open"} onReplay={onReplay} onDiscard={onDiscard} />
        </>
      )}
    </SideSheet>
  );
}

function PayloadEditor({ item, canAct, onReplay, onDiscard }: { item: QuarantineDetail; canAct: boolean; onReplay: Props["onReplay"]; onDiscard: Props["onDiscard"] }) {
  const t = useWords(quarantineWords);
  const client = useQueryClient();
  const { message } = App.useApp();
  const original = JSON.stringify(item.payload, null, 2);
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState(original);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const parsed = parse(text);
  const act = async (replay: boolean) => {
    setBusy(true);
    setError(null);
    try {
      if (editing && text !== original && parsed.ok) await api.patch<void>(`/quarantine/${item.id}`, { payload: parsed.value });
      if (replay) await onReplay([item.id]);
      else message.success(t.saved);
      setEditing(false);
      await client.invalidateQueries({ queryKey: ["quarantine"] });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t.payload} extra={canAct && !editing && <button type="button" className="link-button" onClick={() => setEditing(true)}>{t.edit}</button>}>
      <div className="stack">
        {editing
          ? <><Input.TextArea className="mono" autoSize={{ minRows: 8, maxRows: 26 }} value={text} spellCheck={false} status={parsed.ok ? undefined : "error"} aria-label={t.payload} onChange={(event) => setText(event.target.value)} /><span className="faint">{parsed.ok ? t.maskedHelp : t.invalid}</span></>
          : <pre className="code-block">{original}</pre>}
        {error !== null && <ErrorState inline error={error} />}
        {canAct && (
          <div className="row">
            <Button type="primary" loading={busy} disabled={editing && !parsed.ok} onClick={() => void act(true)}>{editing ? t.saveReplay : t.replay}</Button>
            {editing && <Button disabled={!parsed.ok} onClick={() => void act(false)}>{t.save}</Button>}
            <span className="grow" />
            <Button danger onClick={() => onDiscard(item.id)}>{t.discard}</Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
