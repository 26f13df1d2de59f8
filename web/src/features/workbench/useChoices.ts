import type { FieldKey } from "./filterFields";
import { workbenchWords } from "./words";
import { useShops, useWarehouses } from "@/api/directory";
import { useMeta } from "@/api/meta";
import { provinces } from "@/components/place/provinces";
import { orderStates, useStateTitle } from "@/components/StateTag";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

export interface Choice { value: string; label: string }

/** The known values of a filter that is chosen from a list. */
export function useChoices(name: FieldKey): Choice[] {
  const t = useWords(workbenchWords);
  const { locale } = useLocale();
  const stateTitle = useStateTitle();
  const meta = useMeta();
  const shops = useShops();
  const warehouses = useWarehouses();
  switch (name) {
    case "state": return orderStates.map((state) => ({ value: state, label: stateTitle(state) }));
    case "shop_id": return shops.map((shop) => ({ value: shop.id, label: shop.name }));
    case "warehouse_id": return warehouses.map((warehouse) => ({ value: warehouse.id, label: warehouse.name }));
    case "hold": return [{ value: "any", label: t.anyHold }, ...(meta?.hold_codes ?? []).map((hold) => ({ value: hold.code, label: pick(locale, hold, hold.code) }))];
    case "province": return provinces.map((province) => ({ value: province, label: province }));
    default: return [];
  }
}
