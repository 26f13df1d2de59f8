import { describe, expect, test } from "vitest";
import { formatMoney, formatUnitPrice, parseMoney, plainMoney } from "@/components/format/money";
import { dayOf, exactTime, nextDay, relativeTime, span, startOfDay } from "@/components/format/time";

describe("money is shown by digits, never by floats", () => {
  test.each([
    [123450, "CNY", "¥1,234.50"], [5, "CNY", "¥0.05"], [-199, "GBP", "-£1.99"], [1234, "JPY", "JP¥1,234"], [9007199254740991, "CNY", "¥90,071,992,547,409.91"], [1500, "KWD", "KWD 1.500"],
  ])("%d %s", (minor, currency, text) => expect(formatMoney(minor, currency)).toBe(text));
  test("unit prices keep what they have beyond cents", () => {
    expect(formatUnitPrice(129000000, "CNY")).toBe("¥129.00");
    expect(formatUnitPrice(1234567, "CNY")).toBe("¥1.234567");
    expect(formatUnitPrice(88501250, "CNY")).toBe("¥88.50125");
  });
  test("typed amounts are exact or refused", () => {
    expect(parseMoney("1,234.5", "CNY")).toBe(123450);
    expect(parseMoney("0.1", "CNY")).toBe(10);
    expect(parseMoney("1.005", "CNY")).toBeNull();
    expect(parseMoney("1.5", "JPY")).toBeNull();
    expect(parseMoney("一百二", "CNY")).toBeNull();
    expect(plainMoney(123450, "CNY")).toBe("1234.50");
  });
});

describe("times are the merchant's, wherever the browser is", () => {
  test("the first eight hours of a Shanghai day belong to it", () => {
    expect(exactTime("2026-11-20T16:30:00Z", "Asia/Shanghai")).toBe("2026-11-21 00:30:00");
    expect(dayOf("2026-11-20T16:30:00Z", "Asia/Shanghai")).toBe("2026-11-21");
    expect(startOfDay("2026-11-21", "Asia/Shanghai")).toBe("2026-11-20T16:00:00.000Z");
    expect(startOfDay("2026-07-01", "Europe/London")).toBe("2026-06-30T23:00:00.000Z");
    expect(nextDay("2026-02-28")).toBe("2026-03-01");
  });
  test("spans and relative times", () => {
    const now = Date.parse("2026-11-21T00:00:00Z");
    expect(span(5 * 3_600_000 + 20 * 60_000, "en")).toBe("5h 20m");
    expect(span(-26 * 3_600_000, "zh-CN")).toBe("1 天 2 时");
    expect(relativeTime("2026-11-20T23:57:00Z", "en", "Asia/Shanghai", now)).toMatch(/3 min/);
    expect(relativeTime("2026-11-01T00:00:00Z", "en", "Asia/Shanghai", now)).toBe("11-01 08:00");
  });
});
