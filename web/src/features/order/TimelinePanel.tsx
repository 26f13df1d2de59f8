import { Button, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useTimeline } from "./api";
import { DecisionCard } from "./DecisionCard";
import { EventRow } from "./EventRow";
import { mergeTimeline } from "./timelineEntries";
import { orderWords } from "./words";
import { useMeta } from "@/api/meta";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { sharedWords } from "@/components/words";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { OrderPage } from "@/api/types";

/** One line of time: what happened, who did it, and what was decided and why. */
export function TimelinePanel({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  const shared = useWords(sharedWords);
  const { locale } = useLocale();
  const meta = useMeta();
  const [show, setShow] = useState<"all" | "decisions" | "events">("all");
  const [kinds, setKinds] = useState<string[]>([]);
  const timeline = useTimeline(order.id, kinds);

  const entries = useMemo(() => {
    const events = timeline.data?.pages.flatMap((page) => page.items) ?? [];
    const oldest = timeline.hasNextPage ? Date.parse(events.at(-1)?.at ?? "") : Number.NEGATIVE_INFINITY;
    const decisions = kinds.length > 0 ? [] : order.decisions.filter((one) => Date.parse(one.at) >= oldest);
    return mergeTimeline(show === "decisions" ? [] : events, show === "events" ? [] : decisions);
  }, [timeline.data, timeline.hasNextPage, order.decisions, show, kinds]);

  return (
    <Panel
      title={t.timeline}
      extra={(
        <>
          <Select
            mode="multiple" size="small" allowClear maxTagCount={0} maxTagPlaceholder={(omitted) => `${t.kindsPlaceholder} ${omitted.length}`} className="kinds-select" placeholder={t.kindsPlaceholder} aria-label={t.kindsPlaceholder}
            value={kinds} onChange={setKinds} options={(meta?.event_kinds ?? []).map((kind) => ({ value: kind.code, label: pick(locale, kind) }))} popupMatchSelectWidth={220} disabled={show === "decisions"}
          />
          <Segmented aria-label={t.timeline} size="small" value={show} onChange={setShow} options={[{ value: "all", label: t.allKinds }, { value: "decisions", label: t.decisionsOnly }, { value: "events", label: t.eventsOnly }]} />
        </>
      )}
    >
      {timeline.error && !timeline.data && <ErrorState inline error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && <SkeletonLines lines={4} />}
      {timeline.isSuccess && entries.length === 0 && <p className="faint">{t.noTimeline}</p>}
      <ol className="timeline">
        {entries.map((entry, index) => (
          <li key={`${entry.at}-${index}`} className={"decision" in entry ? "decision" : `event ${entry.event.actor?.kind ?? ""}`}>
            {"decision" in entry ? <DecisionCard decision={entry.decision} currency={order.currency} /> : <EventRow event={entry.event} currency={order.currency} />}
          </li>
        ))}
      </ol>
      {timeline.hasNextPage && <Button size="small" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>{shared.loadMore}</Button>}
    </Panel>
  );
}
