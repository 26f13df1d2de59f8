import { useChannel } from "@/components/order/channels";

/** The channel as one character of its name, its title on hover. Characters, not logos: the marks belong to the platforms. */
export function ChannelBadge({ channel, shop }: { channel: string; shop?: string }) {
  const { title, letter } = useChannel()(channel, shop);
  return <span className="channel-badge" role="img" title={title} aria-label={title}>{letter}</span>;
}
