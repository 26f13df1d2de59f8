import { useSession } from "@/api/session";
import type { Actor } from "@/api/types";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

export function useActorName(): (actor: Actor | null | undefined) => string {
  const t = useWords(sharedWords);
  const kinds: Record<string, string> = { user: t.user, api: t.apiActor, key: t.apiActor, rule: t.rule, channel: t.channel, system: t.system };
  return (actor) => (actor ? (actor.name ?? kinds[actor.kind] ?? actor.kind) : "");
}

/** An actor given as a code (`user:7`); one's own name is known, others' stay the code. */
export function useActorCodeName(): (code: string) => string {
  const session = useSession();
  return (code) => (session && code === `user:${session.user.id}` ? session.user.name : code);
}

/** The name of who did it, else what kind of actor it was. */
export function ActorText({ actor }: { actor: Actor | null | undefined }) {
  const name = useActorName()(actor);
  return name === "" ? <span className="faint">—</span> : name;
}
