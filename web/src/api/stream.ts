import { useEffect, useRef, useSyncExternalStore } from "react";

export type LiveStatus = "connecting" | "live" | "off";
export interface StreamEvents {
  changed: { orders?: string[]; tabs?: boolean };
  import: { id?: string };
  run: { id?: string };
  reconnected: Record<string, never>;
}
type Kind = keyof StreamEvents;
type Listener = (data: StreamEvents[Kind]) => void;

const listeners = new Map<Kind, Set<Listener>>();
const statusListeners = new Set<() => void>();
let status: LiveStatus = "off";
let source: EventSource | null = null;

function setStatus(next: LiveStatus): void {
  if (status === next) return;
  status = next;
  for (const notify of statusListeners) notify();
}

function emit<K extends Kind>(kind: K, data: StreamEvents[K]): void {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Opens the one event stream of this tab; the browser reconnects by itself, and what was missed is read again. */
export function openStream(): () => void {
  let opened = false;
  setStatus("connecting");
  source = new EventSource("/v1/stream");
  source.addEventListener("open", () => {
    setStatus("live");
    if (opened) emit("reconnected", {});
    opened = true;
  });
  source.addEventListener("error", () => setStatus(source?.readyState === EventSource.CLOSED ? "off" : "connecting"));
  for (const kind of ["changed", "import", "run"] as const) {
    source.addEventListener(kind, (event) => emit(kind, parse((event as MessageEvent<string>).data) as StreamEvents[typeof kind]));
  }
  return () => {
    source?.close();
    source = null;
    setStatus("off");
  };
}

export function useStream<K extends Kind>(kind: K, handler: (data: StreamEvents[K]) => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const listener: Listener = (data) => latest.current(data as StreamEvents[K]);
    const set = listeners.get(kind) ?? new Set();
    listeners.set(kind, set.add(listener));
    return () => {
      set.delete(listener);
    };
  }, [kind]);
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(
    (listener) => {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    () => status,
  );
}
