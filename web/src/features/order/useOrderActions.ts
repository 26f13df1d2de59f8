import { useNavigate } from "@tanstack/react-router";
import { orderWords } from "./words";
import { useActions } from "@/api/actions";
import { usePermission } from "@/api/session";
import type { OrderPage } from "@/api/types";
import type { ActionSpec, Params } from "@/api/types-work";
import { useActionHost } from "@/components/actions/ActionHost";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

// A mend that is a page of its own, not an action on the order.
const matchListing = "listing.match";

export interface OrderActions {
  list: { action: ActionSpec; title: string; how: "allowed" | "compensated" | "refused" }[];
  title: (name: string) => string | null;
  run: (name: string, params?: Params) => void;
  can: (name: string) => boolean;
}

/** What this user may do to this order in its state; every button on the page goes through here. */
export function useOrderActions(order: OrderPage): OrderActions {
  const { locale } = useLocale();
  const may = usePermission();
  const t = useWords(orderWords);
  const navigate = useNavigate();
  const host = useActionHost();
  const known = useActions("order");
  const stock = useActions("stock");
  const list = known.filter((action) => may(action.permission)).map((action) => ({
    action, title: pick(locale, action, action.name), how: action.states[order.state] ?? ("allowed" as const),
  }));
  const run = (name: string, params: Params = {}) => {
    if (name === matchListing) {
      void navigate({ to: "/listings", search: { shop_id: order.shop.id } });
      return;
    }
    const isStock = name.startsWith("stock.");
    const short = order.lines.find((line) => line.sku && line.qty - line.cancelled_qty > line.reserved_qty + line.shipped_qty);
    // Mending a shortage starts with the SKU that is short, so that nobody has to look it up.
    const hint: Params = isStock && short?.sku ? { rows: [{ sku: short.sku.code, qty: short.qty - short.cancelled_qty - short.reserved_qty - short.shipped_qty }], ...params } : params;
    host.openByName(name, { selection: isStock ? {} : { ids: [order.id] }, count: 1, params: hint, orderId: isStock ? undefined : order.id });
  };
  const find = (name: string) => [...known, ...stock].find((action) => action.name === name);
  return {
    list, run,
    title: (name) => {
      if (name === matchListing) return t.matchListing;
      const action = find(name);
      return action ? pick(locale, action, name) : null;
    },
    can: (name) => list.some((one) => one.action.name === name && one.how !== "refused"),
  };
}
