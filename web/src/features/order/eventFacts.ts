import { orderWords } from "./words";
import { useMeta } from "@/api/meta";
import { formatMoney } from "@/components/format/money";
import { exactTime } from "@/components/format/time";
import { useHoldTitle } from "@/components/StateTag";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** What an event recorded, in words; only what says something to a person, the rest stays in the raw data. */
export function useEventFacts(): (data: Record<string, unknown> | null, currency: string) => string[] {
  const t = useWords(orderWords);
  const { locale, zone } = useLocale();
  const meta = useMeta();
  const holdTitle = useHoldTitle();
  const number = (value: unknown) => (typeof value === "number" ? value : null);
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  return (data, currency) => {
    if (!data) return [];
    const units = number(data.units) ?? number(data.units_freed);
    const courier = text(data.courier);
    const promise = text(data.promise_at);
    const paid = number(data.paid_minor) ?? number(data.amount_minor);
    const facts = [
      text(data.code) && holdTitle(String(data.code)),
      units !== null && units !== 0 && t.units(units),
      number(data.short) !== null && data.short !== 0 && t.shortUnits(Number(data.short)),
      courier && pick(locale, meta?.couriers.find((one) => one.code === courier), courier),
      text(data.tracking_no),
      promise && t.promisedBy(exactTime(promise, zone).slice(0, 16)),
      number(data.hours) !== null && t.hoursWord(Number(data.hours)),
      paid !== null && formatMoney(paid, currency),
      number(data.cost_minor) !== null && `${t.cost} ${formatMoney(Number(data.cost_minor), currency)}`,
      Array.isArray(data.added) && data.added.join("、"),
    ];
    return facts.filter((fact): fact is string => typeof fact === "string" && fact !== "");
  };
}
