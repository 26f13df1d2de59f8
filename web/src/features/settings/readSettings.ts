import type { Locale } from "@/api/types";

export interface Setting { key: string; value: unknown; title: string | null; help: string | null; low: number | null; high: number | null }

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** Settings come as a list with titles, or as plain keys and values. */
export function readSettings(data: unknown, locale: Locale): Setting[] {
  const list = Array.isArray(data) ? data : isRecord(data) && Array.isArray(data.items) ? data.items : null;
  if (list) {
    return list.filter(isRecord).map((one) => ({
      key: String(one.key ?? one.code), value: one.value, title: text(locale === "en" ? one.title_en : one.title_zh), help: text(locale === "en" ? one.help_en : one.help_zh), low: number(one.low), high: number(one.high),
    }));
  }
  return isRecord(data) ? Object.entries(data).map(([key, value]) => ({ key, value, title: null, help: null, low: null, high: null })) : [];
}
