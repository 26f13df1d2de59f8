import { workbenchWords } from "./words";
import type { FilterKey } from "@/components/order/filter";
import { useWords } from "@/i18n/words";

export type FieldKey =
  | "state" | "shop_id" | "warehouse_id" | "hold" | "tag" | "province" | "paid" | "placed" | "overdue" | "due_within_h" | "priority"
  | "number" | "source_no" | "phone_tail" | "receiver" | "phone" | "sku" | "tracking_no";
interface Field { name: FieldKey; kind: "choice" | "tags" | "days" | "flag" | "hours" | "text"; keys: FilterKey[] }

const field = (name: FieldKey, kind: Field["kind"], keys?: FilterKey[]): Field => ({ name, kind, keys: keys ?? [name as FilterKey] });

/** What can be filtered by, in the order people ask for it. */
export const filterFields: readonly Field[] = [
  field("state", "choice"), field("shop_id", "choice"), field("warehouse_id", "choice"), field("hold", "choice"), field("tag", "tags"),
  field("paid", "days", ["paid_from", "paid_to"]), field("placed", "days", ["placed_from", "placed_to"]), field("overdue", "flag"),
  field("due_within_h", "hours"), field("priority", "flag"), field("sku", "text"), field("province", "choice"), field("number", "text"), field("source_no", "text"),
  field("tracking_no", "text"), field("phone_tail", "text"), field("receiver", "text"), field("phone", "text"),
];

export function fieldOf(name: FieldKey): Field {
  const found = filterFields.find((one) => one.name === name);
  if (!found) throw new Error(`No filter field is called ${name}`);
  return found;
}

export function useFieldTitle(): (name: FieldKey) => string {
  const t = useWords(workbenchWords);
  return (name) => t[`f_${name}`];
}
