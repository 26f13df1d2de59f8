import { formatMoney } from "@/components/format/money";

export function MoneyText({ minor, currency, strong = false }: { minor: number | null | undefined; currency: string; strong?: boolean }) {
  if (minor === null || minor === undefined) return <span className="faint">—</span>;
  return <span className={strong ? "num strong" : "num"}>{formatMoney(minor, currency)}</span>;
}
