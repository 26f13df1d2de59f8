import { CloseOutlined, DownOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { workbenchWords } from "./words";
import { useActions } from "@/api/actions";
import { usePermission } from "@/api/session";
import type { Count, Filter, OrderRow } from "@/api/types";
import type { ActionSpec } from "@/api/types-work";
import { useActionHost } from "@/components/actions/ActionHost";
import { formatCount } from "@/components/format/money";
import type { RowSelection } from "@/components/table/selection";
import { useNarrow } from "@/components/useNarrow";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const firstActions = ["order.hold", "order.release_hold", "order.tag", "order.priority", "order.start_picking", "order.merge"];

interface Props { selection: RowSelection; filter: Filter; count: Count | undefined; rows: Map<string, OrderRow> }

/** Rises when rows are chosen. Actions come from the server's registry, so a new one appears here by itself. */
export function BulkBar({ selection, filter, count, rows }: Props) {
  const t = useWords(workbenchWords);
  const { locale } = useLocale();
  const narrow = useNarrow();
  const host = useActionHost();
  const may = usePermission();
  const one = !selection.all && selection.ids.size === 1;
  const known = useActions("order").filter((action) => (action.bulk || one) && may(action.permission));
  const buttons = firstActions.flatMap((name) => known.filter((action) => action.name === name)).slice(0, narrow ? 2 : 6);
  const rest = known.filter((action) => !buttons.includes(action));
  const total = selection.all ? (count?.count ?? 0) : selection.ids.size;
  const text = formatCount(total, selection.all ? (count?.exact ?? false) : true, locale);
  const more = count && !selection.all && count.count > selection.ids.size;
  const title = (action: ActionSpec) => pick(locale, action, action.name);
  // An action that none of the chosen allows is not offered; what some refuse, the preview lists.
  const impossible = (action: ActionSpec) => !selection.all && [...selection.ids].every((id) => {
    const row = rows.get(id);
    return row !== undefined && action.states[row.state] === "refused";
  });
  const run = (action: ActionSpec) => host.open({
    action, count: total, selection: selection.all ? { filter } : { ids: [...selection.ids] }, orderId: one ? [...selection.ids][0] : undefined,
    versions: selection.all ? undefined : Object.fromEntries([...selection.ids].flatMap((id) => { const row = rows.get(id); return row ? [[id, row.version]] : []; })),
  });
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t.selected(text)}>
      <b className="num" aria-live="polite">{selection.all ? t.allMatching(text) : t.selected(text)}</b>
      {more && <button type="button" className="link-button" onClick={selection.chooseAllMatching}>{t.selectAllMatching(formatCount(count.count, count.exact, locale))}</button>}
      <span className="grow" />
      {buttons.map((action) => <Button key={action.name} size="small" danger={action.danger} disabled={impossible(action)} onClick={() => run(action)}>{title(action)}</Button>)}
      {rest.length > 0 && (
        <Dropdown trigger={["click"]} placement="topRight" menu={{ items: rest.map((action) => ({ key: action.name, label: title(action), danger: action.danger, disabled: impossible(action) })), onClick: ({ key }) => { const action = rest.find((candidate) => candidate.name === key); if (action) run(action); }, style: { maxHeight: "60vh", overflow: "auto" } }}>
          <Button size="small">{t.moreActions} <DownOutlined /></Button>
        </Dropdown>
      )}
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t.clearSelection} title={`${t.clearSelection} Esc`} onClick={selection.clear} />
    </div>
  );
}
