import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { FilterChip } from "./FilterChip";
import { filterFields, useFieldTitle, type FieldKey } from "./filterFields";
import { workbenchWords } from "./words";
import type { Filter } from "@/api/types";
import { valuesOf, withFilter } from "@/components/order/filter";
import { useWords } from "@/i18n/words";

interface Props { filter: Filter; onChange: (filter: Filter, replace?: boolean) => void; tools: ReactNode }

/** One search box, and a chip for every filter that is on. */
export function FilterBar({ filter, onChange, tools }: Props) {
  const t = useWords(workbenchWords);
  const fieldTitle = useFieldTitle();
  const [adding, setAdding] = useState<FieldKey | null>(null);
  // One state is what the tab above already says.
  const active = filterFields.filter((field) => (field.name === "state" ? valuesOf(filter, "state").length > 1 : field.keys.some((key) => filter[key] !== undefined))).map((field) => field.name);
  const shown = adding && !active.includes(adding) ? [...active, adding] : active;
  const rest = filterFields.filter((field) => !shown.includes(field.name));
  return (
    <div className="filter-bar">
      <SearchBox filter={filter} onChange={onChange} />
      <div className="filter-chips">
        {shown.map((name) => (
          <FilterChip
            key={name} name={name} filter={filter} open={adding === name}
            onOpen={(open) => setAdding(open ? name : null)}
            onChange={(next) => onChange(next)}
          />
        ))}
        <Dropdown trigger={["click"]} menu={{ items: rest.map((field) => ({ key: field.name, label: fieldTitle(field.name) })), onClick: ({ key }) => setAdding(key as FieldKey), style: { maxHeight: "60vh", overflow: "auto" } }}>
          <Button size="small" type="dashed" icon={<PlusOutlined />} aria-label={t.addFilter}>{t.filter}</Button>
        </Dropdown>
        {active.length > 1 && <Button size="small" type="link" onClick={() => onChange(withFilter({}, "q", filter.q))}>{t.clearFilters}</Button>}
      </div>
      {tools}
    </div>
  );
}

function SearchBox({ filter, onChange }: Omit<Props, "tools">) {
  const t = useWords(workbenchWords);
  const current = valuesOf(filter, "q")[0] ?? "";
  const [text, setText] = useState(current);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sent = useRef(current);
  useEffect(() => {
    // The address changed from elsewhere (a view, the back button): the box follows it.
    if (current !== sent.current) {
      sent.current = current;
      setText(current);
    }
  }, [current]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (next: string, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const value = next.trim();
      if (value === sent.current) return;
      sent.current = value;
      onChange(withFilter(filter, "q", value || undefined), true);
    }, delayMs);
  };
  return (
    <Input
      className="wb-search" data-search size="middle" allowClear prefix={<SearchOutlined />} placeholder={t.searchHint} aria-label={t.search} value={text} spellCheck={false}
      onChange={(event) => { setText(event.target.value); send(event.target.value, event.target.value === "" ? 0 : 400); }}
      onPressEnter={() => send(text, 0)} onKeyDown={(event) => { if (event.key === "Escape") event.currentTarget.blur(); }}
    />
  );
}
