import type { Attributes } from "@/api/types";

export function attributesText(attributes: Attributes | undefined): string {
  if (!attributes) return "";
  return typeof attributes === "string" ? attributes : Object.values(attributes).filter((value) => value !== null && value !== "").join(" / ");
}
