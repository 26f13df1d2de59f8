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

export const provinces = [
  "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省", "上海市", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省",
  "广西壮族自治区", "海南省", "重庆市", "四川省", "贵州省", "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区", "台湾省", "香港特别行政区", "澳门特别行政区",
];
