import { Button, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { ApiError } from "@/api/client";
import { ErrorState } from "@/components/Feedback";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import "@/styles/actions.css";

interface Props { title: ReactNode; ready?: boolean; danger?: boolean; okText?: string; width?: number; onSave: () => Promise<unknown>; onClose: () => void; children: ReactNode }

/** A form in a dialog: saves once, says what is wrong and stays open when the server refuses. */
export function FormDialog({ title, ready = true, danger = false, okText, width = 480, onSave, onClose, children }: Props) {
  const t = useWords(sharedWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    if (busy || !ready) return;
    setBusy(true);
    setError(null);
    try {
      await onSave();
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const fields = error instanceof ApiError ? error.fields : [];
  return (
    <Modal
      open title={title} width={width} onCancel={onClose} mask={{ closable: false }}
      footer={<><Button onClick={onClose}>{t.cancel}</Button><Button type="primary" danger={danger} disabled={!ready} loading={busy} onClick={() => void save()}>{okText ?? t.save}</Button></>}
    >
      <form className="schema-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {children}
        {error !== null && <ErrorState inline error={error} />}
        {fields.map((field) => <div key={field.loc} className="field-error">{field.loc}: {field.msg}</div>)}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  );
}

export function Field({ label, help, children }: { label: ReactNode; help?: ReactNode; children: ReactNode }) {
  return <label className="field"><span className="soft">{label}</span>{children}{help && <span className="field-help">{help}</span>}</label>;
}
