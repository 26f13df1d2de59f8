import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { Button, Checkbox } from "antd";
import { columnKeys, defaultColumns, type ColumnKey } from "./columnKeys";
import { useColumnTitles } from "./columns";
import { workbenchWords } from "./words";
import { useWords } from "@/i18n/words";

/** Which columns, in which order. Buttons rather than dragging: they work by keyboard and finger too. */
export function ColumnChooser({ chosen, onChange }: { chosen: ColumnKey[]; onChange: (columns: ColumnKey[]) => void }) {
  const t = useWords(workbenchWords);
  const titles = useColumnTitles();
  const rest = columnKeys.filter((key) => !chosen.includes(key));
  const move = (index: number, by: number) => {
    const next = [...chosen];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onChange(next);
  };
  return (
    <div className="column-chooser">
      {chosen.map((key, index) => (
        <div key={key} className="row">
          <Checkbox className="grow" checked disabled={chosen.length === 1} onChange={() => onChange(chosen.filter((one) => one !== key))}>{titles[key]}</Checkbox>
          <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={`${t.moveUp} ${titles[key]}`} onClick={() => move(index, -1)} />
          <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={index === chosen.length - 1} aria-label={`${t.moveDown} ${titles[key]}`} onClick={() => move(index, 1)} />
        </div>
      ))}
      {rest.map((key) => <div key={key} className="row"><Checkbox className="grow" checked={false} onChange={() => onChange([...chosen, key])}>{titles[key]}</Checkbox></div>)}
      <Button size="small" type="link" onClick={() => onChange([...defaultColumns])}>{t.resetColumns}</Button>
    </div>
  );
}
