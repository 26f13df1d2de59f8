import { Link } from "@tanstack/react-router";
import { useState, type PointerEvent } from "react";
import { homeWords } from "./words";
import type { Home } from "@/api/types-work";
import { formatCount } from "@/components/format/money";
import { shortTime } from "@/components/format/time";
import { Panel } from "@/components/PageFrame";
import { useNarrow } from "@/components/useNarrow";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const height = 150;
const pad = { left: 34, right: 8, top: 8, bottom: 20 };
const lineColors = ["var(--s-paid)", "var(--s-review)", "var(--s-picking)", "var(--s-after)", "var(--s-shipped)", "var(--s-completed)"];
const shopsMax = 6;
const hoursShown = 24;
const hourMs = 3_600_000;

/** Orders by hour, a line for each of the busiest shops; the pointer reads the hour. */
export function ChannelTrend({ channels }: { channels: Home["channels"] }) {
  const t = useWords(homeWords);
  const { zone } = useLocale();
  // The drawing scales with the panel; on a phone it is drawn narrower, so that its words stay readable.
  const width = useNarrow() ? 340 : 600;
  const [at, setAt] = useState<number | null>(null);
  const sum = (channel: Home["channels"][number]) => channel.hours.reduce((total, hour) => total + hour.orders, 0);
  const shown = [...channels].filter((channel) => channel.hours.length > 0).sort((a, b) => sum(b) - sum(a)).slice(0, shopsMax);
  const hours = lastHours(shown.flatMap((channel) => channel.hours.map((hour) => Date.parse(hour.at))));
  const value = (channel: Home["channels"][number], hour: string) => channel.hours.find((one) => Date.parse(one.at) === Date.parse(hour))?.orders ?? 0;
  const top = niceTop(Math.max(1, ...shown.flatMap((channel) => channel.hours.map((hour) => hour.orders))));
  const x = (index: number) => pad.left + (index / Math.max(1, hours.length - 1)) * (width - pad.left - pad.right);
  const y = (orders: number) => pad.top + (1 - orders / top) * (height - pad.top - pad.bottom);
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = ((event.clientX - box.left) / box.width * width - pad.left) / (width - pad.left - pad.right);
    setAt(Math.max(0, Math.min(hours.length - 1, Math.round(share * (hours.length - 1)))));
  };
  const hour = at === null ? undefined : hours[at];
  return (
    <Panel title={t.trend} extra={<span className="faint num">{hour ? shortTime(hour, zone) : ""}</span>}>
      {hours.length === 0 ? <p className="faint">{t.trendNone}</p> : (
        <>
          <svg viewBox={`0 0 ${width} ${height}`} className="trend" onPointerMove={move} onPointerLeave={() => setAt(null)} role="img" aria-label={t.trend}>
            {[0, top / 2, top].map((line) => (
              <g key={line}><line x1={pad.left} x2={width - pad.right} y1={y(line)} y2={y(line)} /><text x={pad.left - 6} y={y(line) + 4} textAnchor="end">{formatCount(line)}</text></g>
            ))}
            {hours.map((one, index) => index % 6 === 0 && <text key={one} x={x(index)} y={height - 5} textAnchor="middle">{shortTime(one, zone).slice(-5)}</text>)}
            {shown.map((channel, index) => (
              <polyline key={channel.shop.id} points={hours.map((one, place) => `${x(place)},${y(value(channel, one))}`).join(" ")} stroke={lineColors[index]} />
            ))}
            {at !== null && <line className="trend-cursor" x1={x(at)} x2={x(at)} y1={pad.top} y2={height - pad.bottom} />}
          </svg>
          <ul className="trend-legend">
            {shown.map((channel, index) => (
              <li key={channel.shop.id}>
                <Link to="/orders" search={{ shop_id: [channel.shop.id] }}><i style={{ background: lineColors[index] }} aria-hidden />{channel.shop.name} <b className="num">{formatCount(hour ? value(channel, hour) : sum(channel))}</b></Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** The day up to the latest hour, without gaps: an hour that nothing came in is not in the answer, yet it is a point of the line. */
function lastHours(known: number[]): string[] {
  if (known.length === 0) return [];
  const latest = Math.max(...known);
  return Array.from({ length: hoursShown }, (_, index) => new Date(latest - (hoursShown - 1 - index) * hourMs).toISOString());
}

/** The next of 2, 4, 10, 20, 40, 100 …, so that the half line is whole too. */
function niceTop(most: number): number {
  for (let scale = 1; ; scale *= 10) for (const step of [2, 4, 10]) if (most <= step * scale) return step * scale;
}
