import { useEffect, useRef } from "react";

const gapMaxMs = 40;
const lengthMin = 6;

export interface ScanState { text: string; at: number }

/** Feeds one key: a scanner types faster than a person and ends with Enter. Gives the code when it is whole. */
export function feedScan(state: ScanState, key: string, at: number): { state: ScanState; code: string | null } {
  const fast = at - state.at <= gapMaxMs;
  if (key === "Enter") return { state: { text: "", at }, code: fast && state.text.length >= lengthMin ? state.text : null };
  if (key.length !== 1) return { state, code: null };
  return { state: { text: fast ? state.text + key : key, at }, code: null };
}

/** A barcode scanner works anywhere on the page, except inside a field that wants the text itself. */
export function useScanner(onScan: (code: string) => void): void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    let state: ScanState = { text: "", at: 0 };
    const listen = (event: KeyboardEvent) => {
      const target = event.target;
      if (target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const fed = feedScan(state, event.key, event.timeStamp);
      state = fed.state;
      if (fed.code) {
        event.preventDefault();
        event.stopPropagation();
        latest.current(fed.code);
      }
    };
    document.addEventListener("keydown", listen, true);
    return () => document.removeEventListener("keydown", listen, true);
  }, []);
}
