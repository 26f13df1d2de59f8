import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { previewUndo, refreshAfterAction, undoRun } from "@/api/actions";
import { OutcomeTable } from "@/components/actions/OutcomeTable";
import { actionWords } from "@/components/actions/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** Undo is an action like any other: it shows what it will touch before it does. */
export function UndoLink({ runId, block = false }: { runId: string; block?: boolean }) {
  const t = useWords(actionWords);
  const { locale } = useLocale();
  const { modal, notification } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  const fail = (error: unknown) => notification.error({ key: runId, placement: "bottomRight", title: error instanceof Error ? error.message : String(error) });
  const undo = async () => {
    try {
      const answer = await undoRun(runId);
      void refreshAfterAction(client);
      notification.success({ key: runId, placement: "bottomRight", duration: 4, title: `${t.undone} ${answer.counts?.ok ?? ""}` });
    } catch (error) {
      fail(error);
    }
  };
  const ask = async () => {
    setBusy(true);
    try {
      const plan = await previewUndo(runId);
      const bad = plan.items.filter((item) => item.outcome !== "ok");
      await modal.confirm({
        title: t.undoThis, okText: t.undoTitle, onOk: undo, okButtonProps: { disabled: bad.length === plan.count && plan.count > 0 }, width: 520, icon: null,
        content: <div className="stack"><div>{locale === "en" ? plan.summary_en : plan.summary_zh}</div>{bad.length > 0 && <OutcomeTable items={bad} />}</div>,
      });
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  return <Button size="small" type={block ? "default" : "link"} loading={busy} onClick={() => void ask()}>{t.undoTitle}</Button>;
}
