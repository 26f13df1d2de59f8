import type { Attributes } from "@/api/types";

/** Attributes as people type them: 颜色=蓝, 尺码=M. */
export function writeAttributes(attributes: Attributes | undefined): string {
  if (!attributes) return "";
  return typeof attributes === "string" ? attributes : Object.entries(attributes).map(([key, value]) => `${key}=${value}`).join(", ");
}

export function readAttributes(text: string): Record<string, string> {
  const pairs = text.split(/[,，;；\n]/).map((part) => part.split(/[=＝:：]/)).filter(([key, value]) => key?.trim() && value?.trim());
  return Object.fromEntries(pairs.map(([key = "", ...rest]) => [key.trim(), rest.join("=").trim()]));
}
