import { CloseOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import { DayRange } from "./DayRange";
import { ChoiceEditor, HoursEditor, TagsEditor, TextEditor } from "./filterEditors";
import { fieldOf, useFieldTitle, type FieldKey } from "./filterFields";
import { useChoices } from "./useChoices";
import { workbenchWords } from "./words";
import type { Filter } from "@/api/types";
import { dayOf } from "@/components/format/time";
import { valuesOf, withFilter } from "@/components/order/filter";
import { sharedWords } from "@/components/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

interface Props { name: FieldKey; filter: Filter; open: boolean; onOpen: (open: boolean) => void; onChange: (filter: Filter) => void }

/** A filter that is on: its name and values, a click edits, the cross removes. */
export function FilterChip({ name, filter, open, onOpen, onChange }: Props) {
  const field = fieldOf(name);
  const title = useFieldTitle()(name);
  const words = useWords(sharedWords);
  const t = useWords(workbenchWords);
  const text = useChipText(name, filter);
  const clear = () => {
    onOpen(false);
    onChange(field.keys.reduce((next, key) => withFilter(next, key, undefined), filter));
  };
  const [key] = field.keys;
  if (!key) return null;
  const done = (next: Filter) => {
    onOpen(false);
    onChange(next);
  };
  const flagOn = field.kind === "flag" && filter[key] === undefined && open;
  if (flagOn) queueMicrotask(() => done(withFilter(filter, key, "1")));
  const label = (
    <button type="button" className="filter-chip-label" title={text}>
      {title}{text && <>{t.colon}<b className="clip">{text}</b></>}
    </button>
  );
  return (
    <span className={text || field.kind === "flag" ? "filter-chip on" : "filter-chip"}>
      {field.kind === "flag" ? label : <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={onOpen} content={<div className="filter-editor"><Editor name={name} filter={filter} onChange={onChange} onDone={done} /></div>} arrow={false} destroyOnHidden>{label}</Popover>}
      <button type="button" className="filter-chip-x" aria-label={`${words.remove} ${title}`} onClick={clear}><CloseOutlined /></button>
    </span>
  );
}

function Editor({ name, filter, onChange, onDone }: { name: FieldKey; filter: Filter; onChange: (filter: Filter) => void; onDone: (filter: Filter) => void }) {
  const { kind, keys: [key, second] } = fieldOf(name);
  if (!key) return null;
  const value = valuesOf(filter, key)[0] ?? "";
  switch (kind) {
    case "choice": return <ChoiceEditor name={name} values={valuesOf(filter, key)} onChange={(values) => onChange(withFilter(filter, key, values))} />;
    case "tags": return <TagsEditor values={valuesOf(filter, key)} onChange={(values) => onChange(withFilter(filter, key, values))} />;
    case "text": return <TextEditor name={name} value={value} onDone={(next) => onDone(withFilter(filter, key, next || undefined))} />;
    case "hours": return <HoursEditor value={value} onDone={(next) => onDone(withFilter(filter, key, next || undefined))} />;
    case "days": return second ? <DayRange filter={filter} from={key} to={second} onDone={onDone} /> : null;
    case "flag": return null;
  }
}

function useChipText(name: FieldKey, filter: Filter): string {
  const { zone } = useLocale();
  const t = useWords(workbenchWords);
  const choices = useChoices(name);
  const field = fieldOf(name);
  const [first, second] = field.keys;
  if (!first) return "";
  const values = valuesOf(filter, first);
  if (field.kind === "flag") return "";
  if (field.kind === "hours") return values[0] ? t.hours(values[0]) : "";
  if (field.kind === "days" && second) {
    const from = valuesOf(filter, first)[0];
    const to = valuesOf(filter, second)[0];
    const start = from ? dayOf(from, zone) : "…";
    // The end is the first instant after the last day.
    const end = to ? dayOf(Date.parse(to) - 1, zone) : "…";
    if (!from && !to) return "";
    return start === end ? start : `${start} ~ ${end}`;
  }
  return values.map((value) => choices.find((choice) => choice.value === value)?.label ?? value).join("、");
}
