import { EyeOutlined, EyeInvisibleOutlined } from "@ant-design/icons";
import { Button, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { reveal, type Revealed } from "./api";
import { orderWords } from "./words";
import { usePermission } from "@/api/session";
import { ErrorState } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { useOrderActions } from "./useOrderActions";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";
import type { OrderPage } from "@/api/types";

const shownSeconds = 60;

/** Receiver and address, masked; the eye asks for a reason, is logged, and closes by itself. */
export function AddressPanel({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  const may = usePermission();
  const actions = useOrderActions(order);
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Revealed | null>(null);
  const [left, setLeft] = useState(0);
  const address = order.address;
  const receiver = order.receiver_masked;

  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => {
      if (left <= 1) setShown(null);
      else setLeft(left - 1);
    }, 1000);
    return () => clearTimeout(timer);
  }, [shown, left]);

  const known = receiver?.name || receiver?.phone || address?.detail_masked;
  const region = [address?.province, address?.city, address?.district].filter(Boolean).join(" ") || receiver?.region;
  const country = address?.country && !["CN", "中国"].includes(address.country) ? address.country : null;
  const eye = shown
    ? <Button size="small" type="text" icon={<EyeInvisibleOutlined />} onClick={() => setShown(null)} title={t.hide}>{t.revealLeft(left)}</Button>
    : known && may("personal.reveal") && <Button size="small" type="text" icon={<EyeOutlined />} onClick={() => setAsking(true)} title={t.reveal} aria-label={t.reveal} />;
  return (
    <Panel title={t.address} extra={<>{eye}{actions.can("order.edit_address") && <Button size="small" type="link" onClick={() => actions.run("order.edit_address")}>{actions.title("order.edit_address")}</Button>}</>}>
      <dl className="facts">
        <dt>{t.receiver}</dt><dd>{shown?.name ?? receiver?.name ?? "—"}</dd>
        <dt>{t.phone}</dt><dd className="num">{shown?.phone ?? receiver?.phone ?? "—"}</dd>
        <dt>{t.region}</dt><dd>{country ? `${country} ${region ?? ""}` : (region ?? "—")}</dd>
        <dt>{t.detail}</dt><dd>{shown?.address ?? address?.detail_masked ?? "—"}</dd>
      </dl>
      {address?.token && <p className="faint token-help">{t.tokenHelp}</p>}
      {asking && <RevealDialog id={order.id} onClose={() => setAsking(false)} onShown={(data) => { setShown(data); setLeft(shownSeconds); setAsking(false); }} />}
    </Panel>
  );
}

function RevealDialog({ id, onClose, onShown }: { id: string; onClose: () => void; onShown: (data: Revealed) => void }) {
  const t = useWords(orderWords);
  const shared = useWords(sharedWords);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const show = async () => {
    setBusy(true);
    setError(null);
    try {
      onShown(await reveal(id, reason.trim()));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal open title={t.revealTitle} onCancel={onClose} onOk={() => void show()} okText={t.revealDo} cancelText={shared.cancel} okButtonProps={{ disabled: reason.trim() === "", loading: busy }} width={440}>
      <div className="stack">
        <div className="row wrap">{[t.reasonCall, t.reasonAddress, t.reasonAfter].map((word) => <Button key={word} size="small" onClick={() => setReason(word)}>{word}</Button>)}</div>
        <label className="field">{t.revealReason}<Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => { if (reason.trim()) void show(); }} /></label>
        <p className="faint">{t.revealHelp}</p>
        {error !== null && <ErrorState inline error={error} />}
      </div>
    </Modal>
  );
}
