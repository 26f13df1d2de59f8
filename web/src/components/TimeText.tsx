import { useNow } from "@/components/clock";
import { exactTime, relativeTime, shortTime, span } from "@/components/format/time";
import { sharedWords } from "@/components/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { LateState } from "@/api/types";

/** Relative by default, with the exact time in the merchant's zone on hover. */
export function TimeText({ at, format = "relative" }: { at: string | null | undefined; format?: "relative" | "short" | "exact" }) {
  const { locale, zone } = useLocale();
  const now = useNow();
  if (!at) return <span className="faint">—</span>;
  const exact = exactTime(at, zone);
  const text = format === "exact" ? exact : format === "short" ? shortTime(at, zone, now) : relativeTime(at, locale, zone, now);
  return <time dateTime={at} title={exact} className="num">{text}</time>;
}

/** Counts down to the promised time; orange when soon, red with a word when late. */
export function Countdown({ at, late }: { at: string | null; late: LateState }) {
  const { locale, zone } = useLocale();
  const t = useWords(sharedWords);
  const now = useNow();
  if (!at) return <span className="faint">—</span>;
  const exact = exactTime(at, zone);
  if (late === "done") return <time className="num faint" dateTime={at} title={exact}>{shortTime(at, zone, now)}</time>;
  const left = Date.parse(at) - now;
  const overdue = left < 0;
  const className = overdue || late === "late" ? "num late" : late === "soon" ? "num soon" : "num";
  const text = span(left, locale);
  return <time className={className} dateTime={at} title={exact}>{overdue ? t.overdueBy(text) : t.dueIn(text)}</time>;
}
