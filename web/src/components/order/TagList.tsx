import type { OrderTag } from "@/api/types";

export function TagList({ tags }: { tags: OrderTag[] }) {
  return tags.map((tag) => (
    <span key={tag.code} className="chip tag" title={tag.title}>
      {tag.color && <i className="tag-dot" style={{ background: tag.color }} aria-hidden />}
      {tag.title}
    </span>
  ));
}
