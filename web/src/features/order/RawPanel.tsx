import { Button, Select } from "antd";
import { useState } from "react";
import { useRaw } from "./api";
import { orderWords } from "./words";
import { copyText } from "@/components/CopyId";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { exactTime } from "@/components/format/time";
import { Panel } from "@/components/PageFrame";
import { sharedWords } from "@/components/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** The messages as they came, for engineers; read only when opened. */
export function RawPanel({ id }: { id: string }) {
  const t = useWords(orderWords);
  const shared = useWords(sharedWords);
  const { zone } = useLocale();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const raw = useRaw(id, open);
  const payload = raw.data?.[chosen];
  const text = payload ? JSON.stringify(payload.payload, null, 2) : "";
  return (
    <Panel title={t.raw} extra={<button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t.hideWhy : shared.details}</button>}>
      {!open && <p className="faint">{t.rawHelp}</p>}
      {open && raw.error && <ErrorState inline error={raw.error} onRetry={() => void raw.refetch()} />}
      {open && raw.isPending && <SkeletonLines lines={6} />}
      {open && raw.data?.length === 0 && <p className="faint">{t.noRaw}</p>}
      {open && payload && (
        <div className="stack">
          <div className="row wrap">
            <Select size="small" value={chosen} onChange={setChosen} popupMatchSelectWidth={false} options={raw.data?.map((one, index) => ({ value: index, label: `${one.source} ${t.version(String(one.version_no))} · ${exactTime(one.received_at, zone)}` }))} />
            <Button size="small" onClick={() => void copyText(text)}>{shared.copyAll}</Button>
          </div>
          <pre className="code-block">{text}</pre>
        </div>
      )}
    </Panel>
  );
}
