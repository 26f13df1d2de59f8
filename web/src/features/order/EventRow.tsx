import { useEventFacts } from "./eventFacts";
import { useMeta } from "@/api/meta";
import type { OrderState, TimelineItem } from "@/api/types";
import { useActorName } from "@/components/ActorText";
import { orderStates, StateTag } from "@/components/StateTag";
import { exactTime } from "@/components/format/time";
import { TimeText } from "@/components/TimeText";
import { pick, useLocale } from "@/i18n/locale";

/** What happened, from what to what, who did it and why. */
export function EventRow({ event, currency }: { event: TimelineItem; currency: string }) {
  const { locale } = useLocale();
  const kind = useMeta()?.event_kinds.find((one) => one.code === event.kind);
  const actor = useActorName()(event.actor);
  const facts = useEventFacts()(event.data, currency);
  return (
    <>
      <div className="entry-head">
        <b>{event.title || pick(locale, kind, event.kind)}</b>
        <Change from={event.from} to={event.to} />
        {facts.length > 0 && <span className="soft">{facts.join(" · ")}</span>}
        <span className="entry-when">{actor && <span>{actor} · </span>}<TimeText at={event.at} format="short" /></span>
      </div>
      {event.why && <div className="soft">{event.why}</div>}
    </>
  );
}

function isState(value: unknown): value is OrderState {
  return typeof value === "string" && (orderStates as readonly string[]).includes(value);
}

function Change({ from, to }: { from: unknown; to: unknown }) {
  const before = blank(from);
  const after = blank(to);
  if (before && after) return null;
  return <span className="entry-change">{!before && <Value value={from} />}{!before && !after && <span className="faint"> → </span>}{!after && <Value value={to} />}</span>;
}

function blank(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

function Value({ value }: { value: unknown }) {
  const { zone } = useLocale();
  if (isState(value)) return <StateTag state={value} />;
  return <span>{describe(value, zone)}</span>;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Any recorded value in a line of text; instants to the minute in the merchant's zone. */
export function describe(value: unknown, zone: string, yesNo: (value: boolean) => string = String): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "boolean") return yesNo(value);
  if (Array.isArray(value)) return value.map((one) => describe(one, zone, yesNo)).join("、");
  if (typeof value === "object") return Object.entries(value).map(([key, one]) => `${key}: ${describe(one, zone, yesNo)}`).join("，");
  return typeof value === "string" && instant.test(value) ? exactTime(value, zone).slice(0, 16) : String(value);
}
