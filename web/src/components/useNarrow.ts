import { useSyncExternalStore } from "react";

const query = matchMedia("(max-width: 767px)");

function subscribe(listener: () => void): () => void {
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** True on a phone: cards instead of tables, drawers over the whole screen. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
