import type { Filter, FilterValue } from "@/api/types";

/** How each order filter is asked for and shown. The keys are the API's own, so address bar, saved view and request are one thing. */
export type FilterKind = "many" | "text" | "flag" | "day" | "number";
export const filterKinds = {
  state: "many", shop_id: "many", warehouse_id: "many", hold: "many", tag: "many", province: "many",
  paid_from: "day", paid_to: "day", placed_from: "day", placed_to: "day",
  overdue: "flag", priority: "flag", due_within_h: "number",
  number: "text", source_no: "text", phone_tail: "text", receiver: "text", phone: "text", sku: "text", tracking_no: "text", q: "text",
} as const satisfies Record<string, FilterKind>;
export type FilterKey = keyof typeof filterKinds;

const keys = Object.keys(filterKinds) as FilterKey[];

export function isFilterKey(key: string): key is FilterKey {
  return key in filterKinds;
}

function cleanValue(kind: FilterKind, raw: unknown): FilterValue | undefined {
  const list = (Array.isArray(raw) ? raw : [raw]).filter((one) => one !== undefined && one !== null && one !== "" && one !== false).map((one) => (one === true ? "1" : String(one).trim())).filter(Boolean);
  if (list.length === 0) return undefined;
  if (kind === "many") return [...new Set(list)];
  const [value = ""] = list;
  if (kind === "flag") return value === "1" || value === "true" ? "1" : undefined;
  if (kind === "number") return /^\d{1,4}$/.test(value) ? value : undefined;
  if (kind === "day") return Number.isNaN(Date.parse(value)) ? undefined : value;
  return value;
}

/** Reads a filter from the address bar, a saved view or the server; what is unknown or malformed is dropped. */
export function readFilter(source: Record<string, unknown>): Filter {
  const filter: Filter = {};
  for (const key of keys) {
    const value = cleanValue(filterKinds[key], source[key]);
    if (value !== undefined) filter[key] = value;
  }
  return filter;
}

export function sameFilter(a: Filter, b: Filter): boolean {
  const text = (filter: Filter) => JSON.stringify(keys.map((key) => {
    const value = filter[key];
    return Array.isArray(value) ? [...value].sort() : (value ?? null);
  }));
  return text(a) === text(b);
}

export function withFilter(filter: Filter, key: FilterKey, value: FilterValue | undefined): Filter {
  return readFilter({ ...filter, [key]: value });
}

export function valuesOf(filter: Filter, key: FilterKey): string[] {
  const value = filter[key];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
