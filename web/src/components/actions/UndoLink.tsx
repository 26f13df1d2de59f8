import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { previewUndo, readRun, refreshAfterAction, undoRun } from "@/api/actions";
import { OutcomeTable } from "@/components/actions/OutcomeTable";
import { PreviewPane } from "@/components/actions/PreviewPane";
import { actionWords } from "@/components/actions/words";
import { sharedWords } from "@/components/words";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** Undo is a compensating run: it names what it will touch, and lists what could not be taken back. */
export function UndoLink({ runId, block = false }: { runId: string; block?: boolean }) {
  const t = useWords(actionWords);
  const words = useWords(sharedWords);
  const { locale } = useLocale();
  const { modal, notification } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  const fail = (error: unknown) => notification.error({ key: runId, placement: "bottomRight", title: error instanceof Error ? error.message : String(error) });
  const undo = async () => {
    try {
      const answer = await undoRun(runId);
      void refreshAfterAction(client);
      if (answer.state !== "done") {
        notification.info({ key: runId, placement: "bottomRight", duration: 6, title: t.undoing(answer.total), actions: <Link to="/runs/$runId" params={{ runId: answer.run_id }}>{t.openRun}</Link> });
        return;
      }
      const bad = (answer.items ?? []).filter((item) => item.outcome !== "ok");
      notification[bad.length > 0 ? "warning" : "success"]({
        key: runId, placement: "bottomRight", duration: bad.length > 0 ? 0 : 4, title: t.undoneCount(answer.counts.ok ?? 0, bad.length), description: bad.length > 0 ? <OutcomeTable items={bad} /> : undefined,
      });
    } catch (error) {
      fail(error);
    }
  };
  const ask = async () => {
    setBusy(true);
    try {
      const [run, preview] = await Promise.all([readRun(runId), previewUndo(runId)]);
      void modal.confirm({ title: t.undoAsk(pick(locale, run, run.action), preview.count), width: 480, content: <><PreviewPane preview={preview} error={null} loading={false} waiting={false} onRetry={() => undefined} /><p className="faint">{t.undoHelp}</p></>, okText: t.undoTitle, cancelText: words.cancel, onOk: undo });
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  return <Button size="small" type={block ? "default" : "link"} loading={busy} onClick={() => void ask()}>{t.undoTitle}</Button>;
}
