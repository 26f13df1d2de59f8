import { CheckCircleOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { homeWords } from "./words";
import type { Home } from "@/api/types-work";
import { EmptyState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { Panel } from "@/components/PageFrame";
import { readFilter } from "@/components/order/filter";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

// Work that is not about orders opens its own list.
const places: Record<string, { to: "/quarantine" | "/stock" | "/listings"; search: Record<string, string> }> = {
  quarantine: { to: "/quarantine", search: {} }, low_stock: { to: "/stock", search: { low: "1" } }, short_stock: { to: "/stock", search: { short: "1" } }, unmatched: { to: "/listings", search: {} },
};

export function WorkPanel({ work }: { work: Home["work"] }) {
  const t = useWords(homeWords);
  const { locale } = useLocale();
  const open = work.filter((item) => item.count > 0);
  return (
    <Panel title={t.work}>
      {open.length === 0 && <EmptyState icon={<CheckCircleOutlined />} title={t.workNone} help={t.workNoneHelp} />}
      <ul className="work-list">
        {open.map((item) => {
          const place = places[item.code] ?? { to: "/orders" as const, search: readFilter(item.filter) };
          return (
            <li key={item.code}>
              <Link to={place.to} search={place.search} className={`work-item work-${item.code}`}>
                <b className="num">{formatCount(item.count, item.exact, locale)}</b><span className="clip">{pick(locale, item, item.code)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
