import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Segmented } from "antd";
import { useState } from "react";
import { discardItems, replayItems } from "./api";
import { QuarantineSheet } from "./QuarantineSheet";
import { quarantineWords } from "./words";
import { useCursorList } from "@/api/lists";
import { usePermission } from "@/api/session";
import type { QuarantineItem } from "@/api/types";
import { CopyId } from "@/components/CopyId";
import { EmptyState } from "@/components/Feedback";
import { Field, FormDialog } from "@/components/FormDialog";
import { PageFrame } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { useRowSelection } from "@/components/table/selection";
import { TimeText } from "@/components/TimeText";
import { useSearchParams } from "@/components/useSearchParams";
import { useWords } from "@/i18n/words";

const rowKey = (row: QuarantineItem) => row.id;
type Shown = "open" | "replayed" | "discarded" | "all";

export default function QuarantinePage() {
  const t = useWords(quarantineWords);
  const may = usePermission();
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = useSearchParams();
  const shown = (params.get("state") ?? "open") as Shown;
  const reason = params.get("reason");
  const openId = params.get("open");
  const selection = useRowSelection();
  const [discarding, setDiscarding] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const list = useCursorList<QuarantineItem>(["quarantine", "list"], "/quarantine", { state: shown === "all" ? undefined : shown, reason, source: params.get("source") });
  const stateWord = { open: t.open, replayed: t.replayed, discarded: t.discarded };
  const columns: Column<QuarantineItem>[] = [
    { key: "state", title: t.state, width: 78, render: (row) => <span className={row.state === "open" ? "chip warn" : row.state === "replayed" ? "chip ok" : "chip"}>{stateWord[row.state]}</span> },
    { key: "what", title: t.problem, width: 270, grow: 3, render: (row) => <span title={row.what}>{row.what}</span> },
    { key: "mend", title: t.mend, width: 170, grow: 2, render: (row) => <span className="soft" title={row.mend ?? ""}>{row.mend ?? "—"}</span> },
    { key: "shop", title: t.shop, width: 110, render: (row) => row.shop?.name ?? "—" },
    { key: "source_no", title: t.sourceNo, width: 160, render: (row) => (row.source_no ? <CopyId value={row.source_no} /> : <span className="faint">{row.row_no === null ? "—" : `${t.row} ${row.row_no}`}</span>) },
    { key: "code", title: t.code, width: 158, render: (row) => <button type="button" className="link-button mono" title={t.byCode} onClick={() => params.set({ reason: row.code })}>{row.code}</button> },
    { key: "attempts", title: t.attempts, width: 52, align: "right", render: (row) => <span className="num">{row.attempts}</span> },
    { key: "at", title: t.at, width: 88, render: (row) => <TimeText at={row.at} /> },
  ];
  const replay = async (ids: string[]) => {
    setBusy(true);
    try {
      const { ok, bad } = await replayItems(ids);
      if (bad > 0) message.warning(t.replayDone(ok, bad));
      else message.success(t.replayDone(ok, bad));
      selection.clear();
      await client.invalidateQueries({ queryKey: ["quarantine"] });
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const chosen = [...selection.ids];
  const canAct = may("quarantine.manage");
  return (
    <PageFrame title={t.title} subtitle={t.subtitle} fill>
      <div className="toolbar">
        <Segmented aria-label={t.state} value={shown} onChange={(next) => { selection.clear(); params.set({ state: next === "open" ? undefined : next }); }} options={[{ value: "open", label: t.open }, { value: "replayed", label: t.replayed }, { value: "discarded", label: t.discarded }, { value: "all", label: t.all }]} />
        {reason && <span className="filter-pill">{reason}<button type="button" className="link-button" aria-label={t.all} onClick={() => params.set({ reason: undefined })}>×</button></span>}
        <span className="grow" />
        {canAct && chosen.length > 0 && <><span className="soft">{t.selected(chosen.length)}</span><Button loading={busy} type="primary" onClick={() => void replay(chosen)}>{t.replayN(chosen.length)}</Button><Button danger onClick={() => setDiscarding(chosen)}>{t.discardN(chosen.length)}</Button></>}
      </div>
      <div className="table-card">
        <DataTable
          label={t.title} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={36} loading={list.isPending} stale={list.isPlaceholderData} error={list.error} onRetry={() => void list.refetch()} selection={canAct ? selection : undefined}
          hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()} openKey={openId ?? null} onOpen={(row) => params.set({ open: row.id }, openId !== undefined)} empty={<EmptyState title={t.none} help={t.noneHelp} />}
        />
      </div>
      {openId && <QuarantineSheet key={openId} id={openId} canAct={canAct} onReplay={replay} onDiscard={(id) => setDiscarding([id])} onClose={() => params.set({ open: undefined })} />}
      {discarding && <DiscardDialog ids={discarding} onDone={() => { selection.clear(); params.set({ open: undefined }); }} onClose={() => setDiscarding(null)} />}
    </PageFrame>
  );
}

function DiscardDialog({ ids, onDone, onClose }: { ids: string[]; onDone: () => void; onClose: () => void }) {
  const t = useWords(quarantineWords);
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const save = async () => {
    await discardItems(ids, reason.trim());
    await client.invalidateQueries({ queryKey: ["quarantine"] });
    onDone();
  };
  return (
    <FormDialog title={t.discardN(ids.length)} danger okText={t.discard} ready={reason.trim() !== ""} onSave={save} onClose={onClose}>
      <p>{t.discardHelp}</p>
      <Field label={t.reason}><Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} /></Field>
    </FormDialog>
  );
}
