// Shapes of actions, stock, catalog, network, accounts and home.
import type { Actor, Attributes, Id, LateState, Named, OrderRow, OrderState, ShopRef } from "@/api/types";

export interface JsonSchema {
  type?: string | string[];
  title?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: (string | number | boolean | null)[];
  const?: string | number | boolean;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  default?: unknown;
  description?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  title_zh?: string;
  title_en?: string;
  "x-zh"?: string;
  "x-en"?: string;
  "x-widget"?: string;
  "x-enum-zh"?: Record<string, string> | string[];
  "x-enum-en"?: Record<string, string> | string[];
}
export interface ActionSpec {
  name: string; title_zh: string; title_en: string; scope: "order" | "stock"; permission: string; fields: JsonSchema;
  undoable: boolean; bulk: boolean; danger: boolean; states: Partial<Record<OrderState, "allowed" | "compensated" | "refused">>;
}
export type Params = Record<string, unknown>;
export interface Selection { ids?: Id[]; filter?: Record<string, string | string[]> }
export type Outcome = "ok" | "refused" | "conflict" | "failed" | "no_change";
export interface PreviewItem {
  id: Id; number: string; outcome: Outcome; why_code: string | null; why: string | null; before: unknown; after: unknown; version: number | null;
}
export interface ActionPreview {
  count: number; summary_zh: string; summary_en: string; effects: Record<string, number>; items: PreviewItem[];
}
export interface OutcomeItem { id: Id; number: string; outcome: Outcome; why: string | null; version: number | null }
export interface ActionRun {
  run_id: Id; action: string; title_zh: string; title_en: string; state: "queued" | "running" | "done" | "failed"; total: number; done: number;
  counts: Partial<Record<Outcome, number>>; created_at: string; finished_at: string | null; by: Actor;
  undoable: boolean; undo_of: Id | null; undone_by: Id | null; items?: OutcomeItem[] | null;
}

export interface StockLevel {
  sku: { id: Id; code: string; name: string }; on_hand: number; to_ship: number; unpaid: number; frozen: number; returning: number;
  available: number; short_qty: number; nodes: StockNode[];
}
export interface StockNode { warehouse: Named; on_hand: number; allocated: number; frozen: number; free: number }
export interface StockTerm { code: string; title_zh: string; title_en: string; qty: number; sign: number; counted: boolean }
export interface StockDetail {
  sku: { id: Id; code: string; name: string; attributes?: Attributes }; terms: StockTerm[]; available: number; nodes: StockNode[]; short_orders: number;
}
export interface LedgerEntry {
  id: Id; at: string; kind: string; warehouse: Named | null; changes: Record<string, number>;
  order: { id: Id; number: string } | null; reason: string | null; actor: Actor | string;
}
export interface StockHolder {
  order: { id: Id; number: string; state: OrderState }; line_no: number; qty: number; kind: "unpaid" | "to_ship";
  warehouse: Named | null; since: string | null; why: string | null;
}

export interface SkuComponent { sku_id: Id; code?: string; qty: number }
export interface Sku {
  id: Id; code: string; name: string; attributes: Attributes; barcode: string | null; weight_g: number | null; is_bundle: boolean;
  components: SkuComponent[]; cost_minor: number | null; active: boolean; low_stock_qty: number | null;
}
export interface Listing {
  id: Id; shop_id: Id; shop?: Named | null; item_code: string; title: string | null; sku_id: Id | null; sku?: { id: Id; code: string; name: string } | null;
  state: "matched" | "unmatched";
}
export interface Warehouse {
  id: Id; code: string; name: string; province: string | null; city: string | null; longitude: number | null; latitude: number | null;
  active: boolean; cutoff: string; workdays: string; priority_regions: { province: string; rank: number }[];
}
export interface PromiseZone { zone: string; title: string; hours: number; provinces: string[] }
export interface Calendar { holidays: string[]; extra_workdays: string[] }
export interface Shop {
  id: Id; code: string; name: string; channel: string; abbr: string; currency: string; zone: string;
  reserve_at: "placed" | "paid" | "review"; owns_payment: boolean; unpaid_minutes: number | null; active: boolean;
  orders_today?: number; last_order_at?: string | null;
}

export interface User {
  id: Id; login: string; name: string; locale: "zh-CN" | "en"; roles: string[]; warehouse_ids: Id[] | null; active: boolean; last_login_at?: string | null;
}
export interface Role { code: string; title_zh: string; title_en: string; permissions: string[]; builtin?: boolean }
export interface ApiKey {
  id: Id; name: string; scopes: string[]; created_at: string; last_used_at?: string | null; secret?: string; prefix?: string;
}

export interface DayFigures { orders: number; paid_minor: number | null }
export interface Home {
  /** Null for people who see some warehouses only. */
  today: (DayFigures & { currency: string; yesterday_same_time: DayFigures; last_week_same_time: DayFigures }) | null;
  work: { code: string; title_zh: string; title_en: string; count: number; exact: boolean; filter: Record<string, string | string[]> }[];
  states: Partial<Record<OrderState, number>>;
  channels: { shop: ShopRef; hours: { at: string; orders: number; amount_minor: number | null }[] }[];
  cycle: { p50_minutes: number | null; p90_minutes: number | null; goal_minutes: number };
  late: OrderRow[];
  held: OrderRow[];
  low_stock: { sku: { id: Id; code: string; name: string }; available: number; low_stock_qty: number | null }[];
  shops: { shop: ShopRef; last_order_at: string | null; orders_24h: number }[];
  runner: { stages: { stage: string; waiting: number; paused: boolean; alarm: string | null }[] };
}
export type { LateState };
