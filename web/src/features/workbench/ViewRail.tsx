import { DeleteOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useOrderCount, useSavedViews } from "./api";
import { useWorkViews, type WorkView } from "./workViews";
import { workbenchWords } from "./words";
import { readColumns, type useWorkbenchState } from "./useWorkbenchState";
import { api } from "@/api/client";
import type { SavedView, Tabs } from "@/api/types";
import { formatCount } from "@/components/format/money";
import { readFilter, sameFilter } from "@/components/order/filter";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

type State = ReturnType<typeof useWorkbenchState>;

/** Work lists with live counts, then the views people saved. */
export function ViewRail({ state, tabs }: { state: State; tabs: Tabs | undefined }) {
  const t = useWords(workbenchWords);
  const work = useWorkViews(tabs);
  const saved = useSavedViews().data ?? [];
  const mine = saved.filter((view) => !view.shared);
  const shared = saved.filter((view) => view.shared);
  return (
    <nav className="view-rail" aria-label={t.views}>
      <ul>
        {work.map((view) => <WorkItem key={view.key} view={view} state={state} />)}
        {tabs && tabs.quarantined > 0 && (
          <li><Link to="/quarantine" search={{}} className="view-item"><span className="clip grow">{t.quarantined}</span><span className="num view-count late">{formatCount(tabs.quarantined)}</span></Link></li>
        )}
      </ul>
      {mine.length > 0 && <><h2>{t.myViews}</h2><ul>{mine.map((view) => <SavedItem key={view.id} view={view} state={state} />)}</ul></>}
      {shared.length > 0 && <><h2>{t.sharedViews}</h2><ul>{shared.map((view) => <SavedItem key={view.id} view={view} state={state} />)}</ul></>}
    </nav>
  );
}

function WorkItem({ view, state }: { view: WorkView; state: State }) {
  // What the tabs do not count is asked for by itself.
  const own = useOrderCount(view.filter, !view.inTabs);
  const count = view.inTabs ? view.count : own?.count;
  const exact = view.inTabs ? true : (own?.exact ?? true);
  return (
    <li>
      <button type="button" className={!state.view && sameFilter(state.filter, view.filter) ? "view-item active" : "view-item"} onClick={() => state.change({ filter: view.filter, view: null })}>
        <span className="clip grow">{view.title}</span>
        <span className={`num view-count ${view.alarm && count ? "late" : ""}`}>{count === undefined ? "" : formatCount(count, exact)}</span>
      </button>
    </li>
  );
}

function SavedItem({ view, state }: { view: SavedView; state: State }) {
  const t = useWords(workbenchWords);
  const words = useWords(sharedWords);
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const filter = readFilter(view.filter);
  const count = useOrderCount(filter);
  const active = state.view === view.id;
  const remove = useMutation({
    mutationFn: () => api.delete<void>(`/saved-views/${view.id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["saved-views"] });
      if (active) state.change({ view: null });
    },
    onError: (error) => message.error(error.message),
  });
  return (
    <li className="view-row">
      <button type="button" className={active ? "view-item active" : "view-item"} onClick={() => state.change({ filter, view: view.id, columns: readColumns(view.columns?.join(",")) ?? undefined })}>
        <span className="clip grow" title={view.name}>{view.name}</span>
        <span className="num view-count">{count ? formatCount(count.count, count.exact) : ""}</span>
      </button>
      {(view.mine ?? !view.shared) && (
        <Button
          size="small" type="text" className="view-delete" icon={<DeleteOutlined />} aria-label={t.deleteView}
          onClick={() => void modal.confirm({ title: t.deleteViewAsk(view.name), okText: words.remove, cancelText: words.cancel, okButtonProps: { danger: true }, onOk: () => remove.mutateAsync() })}
        />
      )}
    </li>
  );
}
