import { App, Input, Modal } from "antd";
import { useState } from "react";
import { api } from "@/api/client";
import { appWords } from "@/app/words";
import { ErrorState } from "@/components/Feedback";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import "@/styles/actions.css";

const passwordLengthMin = 8;

export default function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(appWords);
  const shared = useWords(sharedWords);
  const { message } = App.useApp();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const differs = again !== "" && again !== next;
  const short = next !== "" && next.length < passwordLengthMin;
  const ready = old !== "" && next.length >= passwordLengthMin && next === again;
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post<void>("/session/password", { old, new: next });
      message.success(t.passwordChanged);
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t.password} onCancel={onClose} onOk={() => void save()} okText={shared.save} cancelText={shared.cancel} okButtonProps={{ disabled: !ready, loading: busy }} width={420}>
      <div className="schema-form">
        <label className="field">{t.oldPassword}<Input.Password value={old} autoComplete="current-password" onChange={(event) => setOld(event.target.value)} /></label>
        <label className="field">{t.newPassword}<Input.Password value={next} autoComplete="new-password" onChange={(event) => setNext(event.target.value)} />{short && <span className="field-error">{t.passwordShort}</span>}</label>
        <label className="field">{t.passwordAgain}<Input.Password value={again} autoComplete="new-password" onChange={(event) => setAgain(event.target.value)} />{differs && <span className="field-error">{t.passwordDiffers}</span>}</label>
        {error !== null && <ErrorState inline error={error} />}
      </div>
    </Modal>
  );
}
