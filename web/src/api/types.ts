// The shapes of /v1 as the server gives them. Ids are text everywhere: they exceed what a JavaScript number keeps exact.
export type Id = string;
export type Locale = "zh-CN" | "en";
export type OrderState =
  | "pending_payment" | "paid" | "in_review" | "picking" | "shipped" | "completed" | "in_after_sales" | "closed";
export type LateState = "none" | "soon" | "late" | "done";

export interface Page<T> { items: T[]; next_cursor: string | null }
export interface Named { id: Id; name: string }
/** Who did something: a user, an API key, a rule, a channel, the system. */
export interface Actor { kind: string; id: Id | null; name: string | null }

export interface Session {
  user: { id: Id; login: string; name: string; locale: Locale; roles: string[]; warehouse_ids: Id[] | null };
  permissions: string[];
  csrf_token: string;
  merchant: { name: string; zone: string; currency: string };
}

export interface Titled { code: string; title_zh: string; title_en: string }
export interface HoldCode extends Titled { help_zh: string; help_en: string; mend_action: string | null }
export interface ChannelMeta extends Titled { abbr: string }
export interface FormatMeta extends Titled { channel: string; default_mode: ImportMode; required: string[]; known: string[] }
export interface Meta {
  version: string;
  states: Titled[];
  hold_codes: HoldCode[];
  channels: ChannelMeta[];
  formats: FormatMeta[];
  couriers: Titled[];
  permissions: Titled[];
  event_kinds: Titled[];
}

export interface ShopRef extends Named { channel: string }
export interface OrderLineBrief {
  line_no: number; sku_code: string | null; title: string; attributes: Attributes;
  qty: number; shipped_qty: number; cancelled_qty: number; image: string | null;
}
export type Attributes = Record<string, string | number | boolean | null> | string | null;
export interface OrderTag { code: string; title: string; color: string | null }
export interface OrderRow {
  id: Id; number: string; state: OrderState; holds: string[]; hold_count: number; shop: ShopRef; source_nos: string[];
  buyer_nick: string | null;
  receiver_masked: { name: string | null; phone: string | null; region: string | null } | null;
  lines: OrderLineBrief[]; line_count: number; unit_qty: number;
  total_minor: number | null; paid_minor: number | null; currency: string;
  placed_at: string | null; paid_at: string | null; promise_at: string | null; late_state: LateState;
  warehouse: Named | null; warehouses_count: number; tags: OrderTag[];
  note_mark: { buyer: boolean; seller: boolean }; priority: boolean;
  shipped_text: { shipped: number; total: number } | null;
  last_event: { kind: string; at: string } | null;
  version: number;
}

export interface StockUse {
  warehouse: Named | null; qty: number; kind: "reserved" | "allocated" | "released" | "shipped"; since: string | null; why: string | null;
}
export interface OrderLine {
  line_no: number; parent_line_no: number | null;
  sku: { id: Id; code: string; name: string; attributes: Attributes } | null;
  title: string; attributes: string | null; item_id: string | null; qty: number; cancelled_qty: number; reserved_qty: number; allocated_qty: number;
  released_qty: number; picking_qty: number; shipped_qty: number; delivered_qty: number; returned_qty: number;
  unit_price_e4: number | null; goods_minor: number | null; discount_minor: number | null; paid_minor: number | null; refundable_minor: number | null;
  is_gift: boolean; stock: StockUse[];
}
export interface Hold {
  id: Id; code: string; reason: string | null; source: string; at: string;
  by: { kind: string; name: string | null } | null; releasable: boolean; released_at?: string | null;
}
export interface Fulfillment {
  id: Id; number: string; warehouse: Named; state: "planned" | "released" | "picking" | "shipped" | "cancelled";
  lines: { line_no: number; qty: number; shipped_qty: number }[];
  planned_at: string; released_at: string | null; picking_at: string | null; shipped_at: string | null;
}
export interface Parcel {
  id: Id; courier: string | null; tracking_no: string; shipped_at: string | null; delivered_at: string | null;
  lines: { line_no: number; qty: number }[];
}
export interface OrderMoney {
  goods_minor: number; discount_minor: number; freight_minor: number; tax_minor: number; total_minor: number;
  paid_minor: number; refunded_minor: number; refundable_minor: number; currency: string;
}
export interface Credit { at: string; source_no: string; line_no: number | null; qty: number; amount_minor: number; reason: string }
export interface Decision {
  at: string; event_id: Id | null; stage: string; title: string; chosen: string | null; why: string[];
  rejected: { option: string; why: string; cost_minor: number | null }[]; facts: Record<string, unknown>; version: string | number | null;
}
export interface OrderPage extends Omit<OrderRow, "lines" | "holds" | "warehouse"> {
  lines: OrderLine[];
  warehouse?: Named | null;
  holds: Hold[]; released_holds: Hold[]; fulfillments: Fulfillment[]; parcels: Parcel[];
  money: OrderMoney | null; credits: Credit[];
  source_orders: { shop: string; source_no: string; status: string | null; modified_at: string | null }[];
  buyer: { nick_masked: string | null; orders_count: number; first_order_at: string | null } | null;
  address: {
    province: string | null; city: string | null; district: string | null; detail_masked: string | null; country: string | null;
    token: boolean; masked: boolean; longitude: number | null; latitude: number | null;
  } | null;
  notes: { id: Id; at: string; by: string | null; text: string; kind: "buyer" | "seller" | "internal" }[];
  decisions: Decision[];
  related: { id: Id; number: string; state: OrderState; relation: string }[];
  next_action: { name: string; params: Record<string, unknown> } | null;
  explain: { code: string; text_zh: string; text_en: string; mend_action: string | null } | null;
  stage: string | null;
}
export interface TimelineItem {
  at: string; kind: string; title?: string | null; actor: Actor | null;
  from: unknown; to: unknown; why: string | null; data: Record<string, unknown> | null;
}
export interface RawPayload { received_at: string; source: string; version_no: number; payload: unknown }
export interface Tabs { all: number; states: Partial<Record<OrderState, number>>; held: number; overdue: number; due_soon: number; quarantined: number }
export interface Count { count: number; exact: boolean }

export type FilterValue = string | string[];
export type Filter = Record<string, FilterValue>;

export interface SavedView { id: Id; name: string; filter: Filter; columns: string[] | null; shared: boolean; mine?: boolean }

export type ImportMode = "history" | "live";
export interface ImportJob {
  id: Id; file_name: string; format: string; shop: Named | null; mode: ImportMode | null; dry_run: boolean;
  state: "waiting" | "reading" | "storing" | "done" | "failed";
  progress: { read: number; total_bytes: number; bytes: number } | null;
  result: {
    lines_read: number; lines_stored: number; orders: number; cancellations: number; duplicates: number; quarantined: number;
    updated: number; lines_known: number; net_minor: number | null; currency: string | null;
  } | null;
  errors_count: number; warnings_count: number; created_at: string; finished_at: string | null; by: Actor | null;
  error: { code: string; what: string; mend: string } | null;
}
export interface ImportRowError { row_no: number; column: string | null; value: string | null; severity: "error" | "warning"; code: string; what: string; mend: string | null }

export interface QuarantineItem {
  id: Id; at: string; source: string; shop: Named | null; source_no: string | null; row_no: number | null; row_count: number; code: string;
  what: string; mend: string | null; state: "open" | "replayed" | "discarded"; attempts: number;
  resolved_at: string | null; resolution: string | null;
}
export interface QuarantineDetail extends QuarantineItem { payload: unknown }
export interface AuditItem { id: Id; at: string; actor: Actor; action: string; target: string; detail: Record<string, unknown> }
