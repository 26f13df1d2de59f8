import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useFieldTitle, type FieldKey } from "./filterFields";
import { useChoices } from "./useChoices";
import { workbenchWords } from "./words";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

export function ChoiceEditor({ name, values, onChange }: { name: FieldKey; values: string[]; onChange: (values: string[]) => void }) {
  const words = useWords(sharedWords);
  const choices = useChoices(name);
  const [typed, setTyped] = useState("");
  const shown = choices.filter((choice) => choice.label.toLowerCase().includes(typed.trim().toLowerCase()));
  const toggle = (value: string, on: boolean) => onChange(on ? [...values, value] : values.filter((one) => one !== value));
  return (
    <>
      {choices.length > 9 && <Input size="small" value={typed} placeholder={words.search} onChange={(event) => setTyped(event.target.value)} />}
      <div className="choice-list">
        {shown.map((choice) => (
          <Checkbox key={choice.value} checked={values.includes(choice.value)} onChange={(event) => toggle(choice.value, event.target.checked)}>{choice.label}</Checkbox>
        ))}
        {shown.length === 0 && <span className="faint">{words.none}</span>}
      </div>
    </>
  );
}

export function TagsEditor({ values, onChange }: { values: string[]; onChange: (values: string[]) => void }) {
  const t = useWords(workbenchWords);
  return <Select autoFocus className="wide" mode="tags" open={false} suffixIcon={null} value={values} onChange={onChange} placeholder={t.tagHint} aria-label={t.tags} />;
}

export function TextEditor({ name, value, onDone }: { name: FieldKey; value: string; onDone: (value: string) => void }) {
  const t = useWords(workbenchWords);
  const title = useFieldTitle()(name);
  const [text, setText] = useState(value);
  const hint = name === "phone_tail" ? t.fourDigits : name === "receiver" ? t.exact : title;
  const wrong = name === "phone_tail" && text.trim() !== "" && !/^\d{4}$/.test(text.trim());
  const send = () => {
    if (!wrong) onDone(text.trim());
  };
  return (
    <div className="row">
      <Input autoFocus value={text} placeholder={hint} aria-label={title} status={wrong ? "error" : undefined} onChange={(event) => setText(event.target.value)} onPressEnter={send} spellCheck={false} />
      <Button type="primary" disabled={wrong} onClick={send}>{t.apply}</Button>
    </div>
  );
}

export function HoursEditor({ value, onDone }: { value: string; onDone: (value: string) => void }) {
  const t = useWords(workbenchWords);
  const [hours, setHours] = useState<number | null>(value ? Number(value) : 24);
  return (
    <div className="row">
      <InputNumber controls={false} autoFocus min={1} max={720} precision={0} value={hours} suffix={t.hoursHint} aria-label={t.f_due_within_h} onChange={setHours} onPressEnter={() => onDone(hours ? String(hours) : "")} />
      <Button type="primary" onClick={() => onDone(hours ? String(hours) : "")}>{t.apply}</Button>
    </div>
  );
}
