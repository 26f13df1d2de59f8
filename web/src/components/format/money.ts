import type { Locale } from "@/api/types";

const exponents = new Map<string, number>();

/** How many decimals a currency has: CNY 2, JPY 0, KWD 3 (ISO 4217, as the browser knows it). */
export function currencyExponent(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  let exponent = 2;
  try {
    exponent = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // A code that is no ISO currency still has to be shown; two decimals is what nearly all have.
  }
  exponents.set(currency, exponent);
  return exponent;
}

const symbols: Record<string, string> = { CNY: "¥", USD: "US$", EUR: "€", GBP: "£", HKD: "HK$", JPY: "JP¥", AUD: "A$", KRW: "₩" };

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Integer minor units to text, by digits and never by floats: 123450, CNY gives ¥1,234.50. */
export function formatMoney(minor: number, currency: string): string {
  return formatScaled(minor, currencyExponent(currency), symbols[currency] ?? `${currency} `);
}

/** A unit price in minor units with four more decimals, shown without needless zeros: 1234567 gives ¥1.234567. */
export function formatUnitPrice(priceE4: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const text = formatScaled(priceE4, exponent + 4, symbols[currency] ?? `${currency} `);
  const keep = exponent === 0 ? 0 : exponent;
  return text.replace(new RegExp(`(\\.\\d{${keep}}\\d*?)0+$`), "$1").replace(/\.$/, "");
}

function formatScaled(value: number, decimals: number, symbol: string): string {
  const sign = value < 0 ? "-" : "";
  const digits = Math.abs(Math.trunc(value)).toString().padStart(decimals + 1, "0");
  const whole = group(digits.slice(0, digits.length - decimals));
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : "";
  return `${sign}${symbol}${whole}${fraction}`;
}

/** Plain decimal for files, no symbol and no grouping: 123450, CNY gives 1234.50. */
export function plainMoney(minor: number, currency: string): string {
  return formatScaled(minor, currencyExponent(currency), "").replaceAll(",", "");
}

/** Text such as "12.5" to minor units; null when it is not an amount of that currency. */
export function parseMoney(text: string, currency: string): number | null {
  const exponent = currencyExponent(currency);
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(text.trim().replaceAll(",", ""));
  if (!match) return null;
  const fraction = match[2] ?? "";
  if (fraction.length > exponent) return null;
  return Number(`${match[1]}${fraction.padEnd(exponent, "0")}`);
}

export function formatCount(count: number, exact = true, locale: Locale = "zh-CN"): string {
  return `${new Intl.NumberFormat(locale).format(count)}${exact ? "" : "+"}`;
}
