import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Segmented, Select } from "antd";
import { useState } from "react";
import { catalogWords } from "./words";
import { api } from "@/api/client";
import { useShops } from "@/api/directory";
import { useCursorList } from "@/api/lists";
import { usePermission } from "@/api/session";
import type { Listing } from "@/api/types-work";
import { CopyId } from "@/components/CopyId";
import { EmptyState } from "@/components/Feedback";
import { Field, FormDialog } from "@/components/FormDialog";
import { PageFrame } from "@/components/PageFrame";
import { SkuPicker } from "@/components/SkuPicker";
import { DataTable, type Column } from "@/components/table/DataTable";
import { useRowSelection } from "@/components/table/selection";
import { useSearchParams } from "@/components/useSearchParams";
import { useWords } from "@/i18n/words";

const rowKey = (row: Listing) => row.id;
type Shown = "unmatched" | "matched" | "all";

/** Channel items against our SKUs; what is not matched comes first, for it holds orders. */
export default function ListingsPage() {
  const t = useWords(catalogWords);
  const may = usePermission();
  const shops = useShops();
  const params = useSearchParams();
  const state = params.get("state");
  const shown: Shown = state === "matched" || state === "all" ? state : "unmatched";
  const shopId = params.get("shop_id");
  const selection = useRowSelection();
  const [binding, setBinding] = useState<string[] | null>(null);
  const list = useCursorList<Listing>(["listings", "list"], "/listings", { state: shown === "all" ? undefined : shown, shop_id: shopId });
  const canEdit = may("setup.manage") || may("stock.act");
  const columns: Column<Listing>[] = [
    { key: "state", title: t.status, width: 90, render: (row) => (row.state === "matched" ? <span className="chip ok">{t.matched}</span> : <span className="chip warn">{t.unmatched}</span>) },
    { key: "shop", title: t.shop, width: 140, render: (row) => row.shop?.name ?? shops.find((shop) => shop.id === row.shop_id)?.name ?? row.shop_id },
    { key: "item", title: t.itemCode, width: 180, render: (row) => <CopyId value={row.item_code} /> },
    { key: "title", title: t.titleCol, width: 260, grow: 2, render: (row) => <span title={row.title ?? ""}>{row.title ?? "—"}</span> },
    { key: "sku", title: t.sku, width: 220, grow: 1, render: (row) => (row.sku ? <><CopyId value={row.sku.code} /> {row.sku.name}</> : <span className="faint">{row.sku_id ?? "—"}</span>) },
    { key: "act", title: "", width: 100, render: (row) => canEdit && <button type="button" className="link-button" onClick={() => setBinding([row.id])}>{t.bindOne}</button> },
  ];
  return (
    <PageFrame title={t.listings} subtitle={t.listingsHelp} fill>
      <div className="toolbar">
        <Segmented aria-label={t.status} value={shown} onChange={(next) => { selection.clear(); params.set({ state: next === "unmatched" ? undefined : next }); }} options={[{ value: "unmatched", label: t.unmatched }, { value: "matched", label: t.matched }, { value: "all", label: t.all }]} />
        <Select className="toolbar-select" allowClear placeholder={t.shop} aria-label={t.shop} value={shopId} onChange={(value: string | undefined) => params.set({ shop_id: value })} options={shops.map((shop) => ({ value: shop.id, label: shop.name }))} />
        <span className="grow" />
        {canEdit && selection.ids.size > 0 && <><span className="soft">{t.selected(selection.ids.size)}</span><Button type="primary" onClick={() => setBinding([...selection.ids])}>{t.bind}</Button></>}
      </div>
      <div className="table-card">
        <DataTable
          label={t.listings} columns={columns} rows={list.rows} rowKey={rowKey} rowHeight={36} loading={list.isPending} stale={list.isPlaceholderData} error={list.error} onRetry={() => void list.refetch()} selection={canEdit ? selection : undefined}
          hasMore={list.hasNextPage} loadingMore={list.isFetchingNextPage} onEnd={() => void list.fetchNextPage()}
          empty={<EmptyState title={t.allMatched} help={t.allMatchedHelp} />}
        />
      </div>
      {binding && <BindDialog ids={binding} onDone={selection.clear} onClose={() => setBinding(null)} />}
    </PageFrame>
  );
}

function BindDialog({ ids, onDone, onClose }: { ids: string[]; onDone: () => void; onClose: () => void }) {
  const t = useWords(catalogWords);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [skuId, setSkuId] = useState<string | undefined>();
  const save = async () => {
    const results = await Promise.allSettled(ids.map((id) => api.patch<Listing>(`/listings/${id}`, { sku_id: skuId })));
    const failed = results.filter((result) => result.status === "rejected");
    await client.invalidateQueries({ queryKey: ["listings"] });
    if (failed.length === ids.length && failed[0]) throw failed[0].reason;
    if (failed.length > 0) message.warning(t.boundSome(ids.length - failed.length, failed.length));
    else message.success(t.bound(ids.length));
    onDone();
  };
  return (
    <FormDialog title={t.bind} ready={skuId !== undefined} onSave={save} onClose={onClose}>
      <Field label={t.bindTo(ids.length)}><SkuPicker by="id" value={skuId} onChange={setSkuId} placeholder={t.search} /></Field>
    </FormDialog>
  );
}
