import { ColumnHeightOutlined, DownloadOutlined, SaveOutlined, TableOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Dropdown, Popover } from "antd";
import { lazy, Suspense, useState } from "react";
import { ColumnChooser } from "./ColumnChooser";
import { useSavedViews } from "./api";
import { useWorkViews } from "./workViews";
import { workbenchWords } from "./words";
import type { useWorkbenchState } from "./useWorkbenchState";
import type { Tabs } from "@/api/types";
import { readFilter } from "@/components/order/filter";
import { useWords } from "@/i18n/words";

const ExportDialog = lazy(() => import("./ExportDialog"));
const SaveViewDialog = lazy(() => import("./SaveViewDialog"));

interface Props { state: ReturnType<typeof useWorkbenchState>; total: string; comfort: boolean; onComfort: (comfort: boolean) => void; narrow: boolean; tabs: Tabs | undefined }

export function ListTools({ state, total, comfort, onComfort, narrow, tabs }: Props) {
  const t = useWords(workbenchWords);
  const [dialog, setDialog] = useState<"export" | "save" | null>(null);
  const work = useWorkViews(tabs);
  const saved = useSavedViews().data ?? [];
  const filtered = Object.keys(state.filter).length > 0;
  const views = [
    ...work.map((view) => ({ key: view.key, label: view.title, onClick: () => state.change({ filter: view.filter, view: null }) })),
    ...saved.map((view) => ({ key: view.id, label: view.name, onClick: () => state.change({ filter: readFilter(view.filter), view: view.id }) })),
  ];
  return (
    <div className="list-tools">
      <span className="faint num wb-total" aria-live="polite">{total && t.matching(total)}</span>
      {narrow && <Dropdown trigger={["click"]} menu={{ items: views }}><Button size="small" icon={<UnorderedListOutlined />}>{t.views}</Button></Dropdown>}
      {!narrow && (
        <>
          {filtered && <Button type="text" icon={<SaveOutlined />} title={t.saveView} aria-label={t.saveView} onClick={() => setDialog("save")} />}
          <Popover trigger="click" placement="bottomRight" arrow={false} content={<ColumnChooser chosen={state.columns} onChange={(columns) => state.change({ columns }, true)} />}>
            <Button type="text" icon={<TableOutlined />} title={t.columns} aria-label={t.columns} />
          </Popover>
          <Dropdown trigger={["click"]} menu={{ selectable: true, selectedKeys: [comfort ? "comfort" : "compact"], items: [{ key: "compact", label: t.compactRows }, { key: "comfort", label: t.comfortRows }], onClick: ({ key }) => onComfort(key === "comfort") }}>
            <Button type="text" icon={<ColumnHeightOutlined />} title={t.density} aria-label={t.density} />
          </Dropdown>
          <Button type="text" icon={<DownloadOutlined />} title={t.exportCsv} aria-label={t.exportCsv} onClick={() => setDialog("export")} />
        </>
      )}
      <Suspense fallback={null}>
        {dialog === "export" && <ExportDialog filter={state.filter} sort={state.sort} columns={state.columns} total={total} onClose={() => setDialog(null)} />}
        {dialog === "save" && <SaveViewDialog filter={state.filter} columns={state.columns} viewId={state.view} onSaved={(id) => state.change({ view: id })} onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}
