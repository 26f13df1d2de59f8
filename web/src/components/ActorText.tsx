import type { Actor } from "@/api/types";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

export function useActorName(): (actor: Actor | null | undefined) => string {
  const t = useWords(sharedWords);
  const kinds: Record<string, string> = { user: t.user, api: t.apiActor, key: t.apiActor, rule: t.rule, channel: t.channel, system: t.system };
  return (actor) => (actor ? (actor.name ?? kinds[actor.kind] ?? actor.kind) : "");
}

/** The name of who did it, else what kind of actor it was. */
export function ActorText({ actor }: { actor: Actor | null | undefined }) {
  const name = useActorName()(actor);
  return name === "" ? <span className="faint">—</span> : name;
}
