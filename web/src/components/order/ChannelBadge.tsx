import { useMeta } from "@/api/meta";
import { pick, useLocale } from "@/i18n/locale";

/** The channel as one letter of its name, its title on hover. Letters, not logos: the marks belong to the platforms. */
export function ChannelBadge({ channel }: { channel: string }) {
  const { locale } = useLocale();
  const known = useMeta()?.channels.find((one) => one.code === channel);
  const title = pick(locale, known, channel);
  const letter = locale === "en" ? (known?.abbr ?? channel).slice(0, 1).toUpperCase() : title.slice(0, 1);
  return <span className="channel-badge" title={title} aria-label={title}>{letter}</span>;
}
