import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

const overscanRows = 10;

interface Window { first: number; last: number; width: number }

/** Which rows of a fixed height are in sight; draws some dozen of thousands. */
export function useVirtualRows(
  box: RefObject<HTMLElement | null>, keys: readonly string[], rowHeight: number, headHeight: number,
): Window & { scrollToRow: (index: number) => void } {
  const [range, setRange] = useState<Window>({ first: 0, last: 40, width: 0 });
  const anchor = useRef<{ key: string; index: number } | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - overscanRows);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + overscanRows;
      const width = element.clientWidth;
      setRange((old) => (old.first === first && old.last === last && old.width === width ? old : { first, last, width }));
      const top = Math.floor(element.scrollTop / rowHeight);
      const key = keys[top];
      anchor.current = key === undefined || element.scrollTop < rowHeight ? null : { key, index: top };
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [box, keys, rowHeight]);

  // New rows above the one being read would push it away: the scroll follows the row, not the number.
  useLayoutEffect(() => {
    const element = box.current;
    const held = anchor.current;
    if (!element || !held) return;
    const index = keys.indexOf(held.key);
    if (index >= 0 && index !== held.index) {
      element.scrollBy({ top: (index - held.index) * rowHeight });
      anchor.current = { key: held.key, index };
    }
  }, [box, keys, rowHeight]);

  const scrollToRow = (index: number) => {
    const element = box.current;
    if (!element) return;
    const top = index * rowHeight;
    const sight = element.clientHeight - headHeight;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (top + rowHeight > element.scrollTop + sight) element.scrollTo({ top: top + rowHeight - sight });
  };
  return { ...range, scrollToRow };
}
