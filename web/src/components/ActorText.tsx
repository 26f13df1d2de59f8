import type { Actor } from "@/api/types";
import { useStageTitle } from "@/components/stageWords";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

/** The name of who did it, else what kind of actor it was; stages act for the system. */
export function useActorName(): (actor: Pick<Actor, "kind" | "name"> | string | null | undefined) => string {
  const t = useWords(sharedWords);
  const kinds: Record<string, string> = { user: t.user, api: t.apiActor, key: t.apiActor, rule: t.rule, channel: t.channel, system: t.system };
  const stage = useStageTitle();
  return (actor) => {
    if (!actor) return "";
    const [kind, name] = typeof actor === "string" ? [actor, null] : [actor.kind, actor.name];
    return name ? stage(name) : (kinds[kind] ?? stage(kind));
  };
}

export function ActorText({ actor }: { actor: Actor | null | undefined }) {
  const name = useActorName()(actor);
  return name === "" ? <span className="faint">—</span> : name;
}
