import { Input } from "antd";
import { useState } from "react";
import { actionWords } from "@/components/actions/words";
import { useWords } from "@/i18n/words";

/** The last resort for a field no control knows: its JSON, checked while typing. */
export function JsonInput({ id, value, onChange, rows = 3 }: { id: string; value: unknown; onChange: (value: unknown) => void; rows?: number }) {
  const t = useWords(actionWords);
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, null, 2));
  const [wrong, setWrong] = useState(false);
  const change = (next: string) => {
    setText(next);
    if (next.trim() === "") {
      setWrong(false);
      onChange(undefined);
      return;
    }
    try {
      onChange(JSON.parse(next));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <>
      <Input.TextArea id={id} className="mono" autoSize={{ minRows: rows, maxRows: 24 }} value={text} status={wrong ? "error" : undefined} placeholder={t.jsonHelp} onChange={(event) => change(event.target.value)} spellCheck={false} />
      {wrong && <div className="field-error" role="alert">{t.invalidJson}</div>}
    </>
  );
}
