import type { Locale } from "@/api/types";
import { rowsComplete } from "@/components/actions/stockRows";
import type { JsonSchema, Params } from "@/api/types-work";

/** One field of an action's form, read from its JSON Schema. */
export interface FieldSpec {
  name: string;
  schema: JsonSchema;
  required: boolean;
  title: string;
  widget: string;
  options: { value: string | number; label: string }[] | null;
}

const zhNames: Record<string, string> = {
  reason: "原因", courier: "快递公司", tracking_no: "运单号", sku: "商品", qty: "数量", warehouse_id: "仓库", line_no: "订单行", text: "内容", on: "加急",
  add: "添加标签", remove: "移除标签", lines: "发货明细", parts: "拆分", delta: "增减", counted: "实盘数量", amount_minor: "金额", hold_code: "锁单原因", code: "锁单类型",
  name: "收件人", phone: "电话", province: "省", city: "市", district: "区县", detail: "详细地址",
};

const widgetByName: Record<string, string> = {
  reason: "textarea", text: "textarea", detail: "textarea", courier: "courier", sku: "sku", warehouse_id: "warehouse", line_no: "line", lines: "lines",
  parts: "split", rows: "stock_rows", amount_minor: "money", hold_code: "hold", code: "hold", add: "tags", remove: "tags",
};

/** Follows $ref, and drops the null of an optional field (`anyOf: [X, null]`). */
export function resolveSchema(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = schema;
  if (current.$ref) {
    const name = current.$ref.split("/").at(-1) ?? "";
    current = { ...root.$defs?.[name], ...current, $ref: undefined };
  }
  if (current.anyOf) {
    const kept = current.anyOf.filter((one) => one.type !== "null");
    if (kept.length === 1 && kept[0]) current = { ...resolveSchema(kept[0], root), ...current, anyOf: undefined };
  }
  if (Array.isArray(current.type)) current = { ...current, type: current.type.find((one) => one !== "null") };
  return current;
}

function plainType(schema: JsonSchema): string {
  return typeof schema.type === "string" ? schema.type : "string";
}

function titleOf(schema: JsonSchema, name: string, locale: Locale): string {
  const own = locale === "en" ? (schema["x-en"] ?? schema.title_en) : (schema["x-zh"] ?? schema.title_zh);
  if (own) return own;
  if (locale !== "en" && zhNames[name]) return zhNames[name];
  return schema.title ?? name.replaceAll("_", " ");
}

function optionsOf(schema: JsonSchema, locale: Locale): FieldSpec["options"] {
  if (schema.oneOf?.every((one) => one.const !== undefined)) {
    return schema.oneOf.map((one) => ({ value: one.const as string, label: titleOf(one, String(one.const), locale) }));
  }
  if (!schema.enum) return null;
  const words = locale === "en" ? schema["x-enum-en"] : schema["x-enum-zh"];
  return schema.enum.filter((value) => value !== null).map((value, index) => ({
    value: value as string,
    label: (Array.isArray(words) ? words[index] : words?.[String(value)]) ?? String(value),
  }));
}

export function readFields(root: JsonSchema, locale: Locale): FieldSpec[] {
  return Object.entries(root.properties ?? {}).map(([name, raw]) => {
    const schema = resolveSchema(raw, root);
    const options = optionsOf(schema, locale);
    return {
      name, schema, options, required: root.required?.includes(name) ?? false, title: titleOf(schema, name, locale),
      widget: schema["x-widget"] ?? (options ? "select" : (widgetByName[name] ?? plainType(schema))),
    };
  });
}

export function defaultParams(fields: FieldSpec[], given: Params): Params {
  const values: Params = {};
  for (const field of fields) {
    if (field.schema.default !== undefined && field.schema.default !== null) values[field.name] = field.schema.default;
    if (field.schema.type === "boolean" && field.required && values[field.name] === undefined) values[field.name] = true;
  }
  return { ...values, ...given };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** What goes to the server: blanks are left out, so that "not given" and "empty" stay the same thing. */
export function cleanParams(values: Params): Params {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));
}

export function missingFields(fields: FieldSpec[], values: Params): string[] {
  // Which of several optional fields must be given (edit address) is left to the server's preview.
  return fields.filter((field) => (field.widget === "stock_rows" ? !rowsComplete(values[field.name]) : field.required && isBlank(values[field.name]))).map((field) => field.name);
}
