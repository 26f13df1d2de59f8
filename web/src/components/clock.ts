import { useSyncExternalStore } from "react";

// One timer for every relative time on the screen; a timer in each cell would wake the page hundreds of times a minute.
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The current time, refreshed every half minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
