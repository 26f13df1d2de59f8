import { defineWords, useWords } from "@/i18n/words";

// The codes of the trail: what was done, to what, and the names of the values that were set.
const auditWords = defineWords(
  "audit",
  {
    "session.opened": "登录", "session.refused": "登录被拒", "user.password_changed": "修改密码", "user.created": "新建用户", "user.changed": "修改用户", "role.changed": "修改角色", "api_key.created": "新建密钥", "api_key.revoked": "作废密钥",
    "settings.changed": "修改设置", "order.revealed": "查看个人信息", "stage.resumed": "恢复环节", "import.started": "导入文件", "quarantine.replayed": "重放隔离消息", "quarantine.discarded": "丢弃隔离消息", "quarantine.changed": "修改隔离消息",
    "sku.created": "新建商品", "sku.changed": "修改商品", "listing.created": "新建商品对应", "listing.changed": "修改商品对应", "warehouse.created": "新建仓库", "warehouse.changed": "修改仓库", "promise_zones.changed": "修改承诺时效", "calendar.changed": "修改工作日历", "shop.created": "新建店铺", "shop.changed": "修改店铺",
    user: "用户", order: "订单", shop: "店铺", api: "密钥", role: "角色", sku: "商品", listing: "商品对应", warehouse: "仓库", import: "导入", stage: "环节", quarantine: "隔离区", settings: "设置", promise_zones: "承诺时效", calendar: "工作日历", login: "账号",
    reason: "原因", fields: "字段", name: "名称", phone: "电话", address: "地址", count: "笔数", file: "文件", format: "格式", values: "新值", roles: "角色", permissions: "权限", scopes: "权限", prefix: "前缀", password_set: "设了密码", active: "启用", code: "编码", warehouse_ids: "仓库", days: "天数", zones: "区域", locale: "语言",
  },
  {
    "session.opened": "Signed in", "session.refused": "Log-in refused", "user.password_changed": "Changed password", "user.created": "Created user", "user.changed": "Changed user", "role.changed": "Changed role", "api_key.created": "Created API key", "api_key.revoked": "Revoked API key",
    "settings.changed": "Changed settings", "order.revealed": "Saw personal data", "stage.resumed": "Resumed stage", "import.started": "Imported file", "quarantine.replayed": "Replayed quarantine", "quarantine.discarded": "Discarded quarantine", "quarantine.changed": "Changed quarantined message",
    "sku.created": "Created SKU", "sku.changed": "Changed SKU", "listing.created": "Created listing", "listing.changed": "Changed listing", "warehouse.created": "Created warehouse", "warehouse.changed": "Changed warehouse", "promise_zones.changed": "Changed promise zones", "calendar.changed": "Changed calendar", "shop.created": "Created shop", "shop.changed": "Changed shop",
    user: "User", order: "Order", shop: "Shop", api: "API key", role: "Role", sku: "SKU", listing: "Listing", warehouse: "Warehouse", import: "Import", stage: "Stage", quarantine: "Quarantine", settings: "Settings", promise_zones: "Promise zones", calendar: "Calendar", login: "User name",
    reason: "reason", fields: "fields", name: "name", phone: "phone", address: "address", count: "count", file: "file", format: "format", values: "values", roles: "roles", permissions: "permissions", scopes: "permissions", prefix: "prefix", password_set: "password set", active: "active", code: "code", warehouse_ids: "warehouses", days: "days", zones: "zones", locale: "language",
  },
);

/** An entry of the trail in words; a code that has no word yet stays as it is. */
export function useAuditText() {
  const words: Record<string, string> = useWords(auditWords);
  const word = (code: string) => words[code] ?? code;
  const value = (one: unknown): string => (Array.isArray(one) ? one.map(value).join("、") : typeof one === "object" && one !== null ? pairs(one as Record<string, unknown>) : word(String(one)));
  const pairs = (detail: Record<string, unknown>): string => Object.entries(detail).map(([key, one]) => `${word(key)}: ${value(one)}`).join("，");
  return {
    action: word,
    target: (target: string) => target.split(":").map(word).join(" "),
    detail: pairs,
  };
}
