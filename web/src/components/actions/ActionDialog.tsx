import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal } from "antd";
import { useMemo, useState } from "react";
import { applyAction, previewAction, refreshAfterAction } from "@/api/actions";
import { api, ApiError } from "@/api/client";
import type { OrderPage } from "@/api/types";
import type { ActionRun, Params } from "@/api/types-work";
import type { ActionRequest } from "@/components/actions/ActionHost";
import { PreviewPane } from "@/components/actions/PreviewPane";
import { ResultPane } from "@/components/actions/ResultPane";
import { SchemaForm } from "@/components/actions/SchemaForm";
import { cleanParams, defaultParams, missingFields, readFields } from "@/components/actions/schema";
import { UndoLink } from "@/components/actions/UndoLink";
import { actionWords } from "@/components/actions/words";
import { ErrorState } from "@/components/Feedback";
import { useDebounced } from "@/components/useDebounced";
import { sharedWords } from "@/components/words";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import "@/styles/actions.css";

/** Fill in, see what will happen, do it, see what happened. The preview follows the form by itself. */
export default function ActionDialog({ request, onClose }: { request: ActionRequest; onClose: () => void }) {
  const { action, selection, orderId } = request;
  const { locale } = useLocale();
  const t = useWords(actionWords);
  const shared = useWords(sharedWords);
  const client = useQueryClient();
  const { notification } = App.useApp();
  const fields = useMemo(() => {
    const all = readFields(action.fields, locale);
    // Line by line choices make sense for one order only.
    return orderId || action.scope === "stock" ? all : all.filter((field) => field.required || field.widget !== "lines");
  }, [action, locale, orderId]);
  const [values, setValues] = useState<Params>(() => defaultParams(fields, request.params ?? {}));
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [result, setResult] = useState<ActionRun | null>(null);

  const order = useQuery({ queryKey: ["order", orderId], queryFn: () => api.get<OrderPage>(`/orders/${orderId}`), enabled: orderId !== undefined, staleTime: 1_000 });
  const params = useDebounced(values, 350);
  const complete = missingFields(fields, params).length === 0;
  const preview = useQuery({
    queryKey: ["preview", action.name, selection, params],
    queryFn: ({ signal }) => previewAction(action.name, selection, cleanParams(params), signal),
    enabled: complete && result === null, retry: false, staleTime: 0, gcTime: 0,
  });
  const settled = params === values && preview.isSuccess && !preview.isFetching;
  const doable = preview.data ? doableCount(preview.data.count, preview.data.items) : 0;
  const title = pick(locale, action, action.name);
  const needsTyping = action.danger && !action.undoable;
  const typedRight = !needsTyping || typed.trim() === title;

  const seen = orderId && order.data ? { [order.data.id]: order.data.version } : request.versions;
  const apply = async () => {
    if (!preview.data || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const answer = await applyAction(action.name, selection, cleanParams(params), seen);
      void refreshAfterAction(client);
      const ok = answer.counts.ok ?? 0;
      if (answer.state === "done" && ok === answer.total) {
        request.onDone?.();
        onClose();
        notification.success({
          key: answer.run_id, placement: "bottomRight", duration: 8, title: t.doneAll(title, ok),
          actions: answer.undoable ? <UndoLink runId={answer.run_id} /> : undefined,
        });
      } else setResult(answer);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const close = () => {
    if (result) request.onDone?.();
    onClose();
  };
  const fieldErrors = preview.error instanceof ApiError ? preview.error.fields : [];

  return (
    <Modal
      open title={title} onCancel={close} width={fields.some((field) => ["split", "stock_rows"].includes(field.widget)) ? 720 : 560} mask={{ closable: false }} destroyOnHidden
      footer={result ? <Button onClick={close}>{shared.close}</Button> : (
        <>
          <Button onClick={onClose}>{shared.back}</Button>
          <Button type="primary" danger={action.danger} loading={busy} disabled={!settled || doable === 0 || !typedRight} onClick={() => void apply()}>
            {doable > 1 ? t.applyN(doable) : title}
          </Button>
        </>
      )}
    >
      {result ? <ResultPane result={result} /> : (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); void apply(); }}>
          {fields.length > 0 && <SchemaForm fields={fields} values={values} onChange={setValues} order={order.data} errors={fieldErrors} />}
          <PreviewPane preview={preview.data} error={fieldErrors.length > 0 ? null : preview.error} loading={complete && (preview.isFetching || params !== values)} waiting={!complete} onRetry={() => void preview.refetch()} />
          {needsTyping && doable > 0 && (
            <label className="field">{t.typeToConfirm(title)}<Input value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
          )}
          {failure !== null && <ErrorState inline error={failure} onRetry={() => void preview.refetch().then(() => setFailure(null))} />}
        </form>
      )}
    </Modal>
  );
}

/** Of thousands only the first 200 are judged one by one; the rest counts as possible until the run says otherwise. */
function doableCount(total: number, items: { outcome: string }[]): number {
  return total - items.filter((item) => item.outcome !== "ok").length;
}
