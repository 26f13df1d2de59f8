/** Tabs whose choice belongs to the caller, most often the address bar. */
export function PlainTabs<K extends string>({ value, items, onChange, label }: { value: K; items: { key: K; title: string }[]; onChange: (key: K) => void; label: string }) {
  return (
    <div className="plain-tabs" role="tablist" aria-label={label}>
      {items.map((item) => <button key={item.key} type="button" role="tab" aria-selected={item.key === value} onClick={() => onChange(item.key)}>{item.title}</button>)}
    </div>
  );
}
