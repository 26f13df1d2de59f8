import { Button, Dropdown } from "antd";
import { stockWords } from "./words";
import { useActions } from "@/api/actions";
import { usePermission } from "@/api/session";
import { useActionHost } from "@/components/actions/ActionHost";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** Receive, adjust, freeze, count: from the registry, for any SKU or the one that is open. */
export function StockActions({ sku }: { sku?: string }) {
  const t = useWords(stockWords);
  const { locale } = useLocale();
  const host = useActionHost();
  const may = usePermission();
  const actions = useActions("stock").filter((action) => may(action.permission));
  const receive = actions.find((action) => action.name === "stock.receive");
  const rest = actions.filter((action) => action !== receive);
  const open = (name: string) => host.openByName(name, { selection: {}, count: 1, params: sku ? { rows: [{ sku }] } : {} });
  if (actions.length === 0) return null;
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items: rest.map((action) => ({ key: action.name, label: pick(locale, action) })), onClick: ({ key }) => open(key) }}><Button>{t.actions}</Button></Dropdown>
      {receive && <Button type="primary" onClick={() => open(receive.name)}>{pick(locale, receive)}</Button>}
    </>
  );
}
