import type { Locale } from "@/api/types";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formatters = new Map<string, Intl.DateTimeFormat>();

function parts(at: Date, zone: string): Record<string, string> {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]));
}

/** The exact time in the merchant's zone: 2026-11-21 09:05:07. */
export function exactTime(at: string, zone: string): string {
  const part = parts(new Date(at), zone);
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

/** Month, day and minutes for narrow places; the year appears only when it is not this year. */
export function shortTime(at: string, zone: string, now = Date.now()): string {
  const part = parts(new Date(at), zone);
  const year = parts(new Date(now), zone).year === part.year ? "" : `${part.year}-`;
  return `${year}${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

export function dayOf(at: string | number, zone: string): string {
  const part = parts(new Date(at), zone);
  return `${part.year}-${part.month}-${part.day}`;
}

/** The instant at which a merchant's day begins: 2026-11-21 in Asia/Shanghai gives 2026-11-20T16:00:00.000Z. */
export function startOfDay(date: string, zone: string): string {
  const guess = Date.parse(`${date}T00:00:00Z`);
  const part = parts(new Date(guess), zone);
  const shown = Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  return new Date(guess - (shown - guess)).toISOString();
}

export function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);
}

/** A span in the two largest units: 5 小时 20 分, 3 d 4 h. Under a minute it says so. */
export function span(milliseconds: number, locale: Locale): string {
  const size = Math.abs(milliseconds);
  const word = locale === "en" ? { d: "d", h: "h", m: "m", none: "<1m" } : { d: "天", h: "时", m: "分", none: "不到 1 分" };
  const days = Math.floor(size / day);
  const hours = Math.floor((size % day) / hour);
  const minutes = Math.floor((size % hour) / minute);
  const gap = locale === "en" ? "" : " ";
  const text = (count: number, unit: string) => `${count}${gap}${unit}`;
  if (days >= 3) return text(days, word.d);
  if (days > 0) return hours > 0 ? `${text(days, word.d)} ${text(hours, word.h)}` : text(days, word.d);
  if (hours > 0) return minutes > 0 ? `${text(hours, word.h)} ${text(minutes, word.m)}` : text(hours, word.h);
  return minutes > 0 ? text(minutes, word.m) : word.none;
}

/** How long ago, or until: 3 分钟前, in 2 hours; older than a week it is the date. */
export function relativeTime(at: string, locale: Locale, zone: string, now = Date.now()): string {
  const distance = Date.parse(at) - now;
  const size = Math.abs(distance);
  if (size >= 7 * day) return shortTime(at, zone, now);
  if (size < minute) return locale === "en" ? "just now" : "刚刚";
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: locale === "en" ? "short" : "long" });
  if (size < hour) return format.format(Math.trunc(distance / minute), "minute");
  if (size < day) return format.format(Math.trunc(distance / hour), "hour");
  return format.format(Math.trunc(distance / day), "day");
}
