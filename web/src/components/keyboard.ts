import { useEffect, useRef } from "react";

export interface KeyPress { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; isComposing?: boolean; typing: boolean; overlay: boolean }
export type KeyCommand = "down" | "up" | "select" | "open" | "search" | "commands" | "help" | "escape";

/** What a key means. While someone types, or an input method composes Chinese, only Ctrl-K keeps its meaning. */
export function keyCommand(press: KeyPress): KeyCommand | null {
  if (press.isComposing) return null;
  if ((press.ctrlKey || press.metaKey) && press.key.toLowerCase() === "k") return "commands";
  if (press.ctrlKey || press.metaKey || press.altKey || press.typing || press.overlay) return null;
  switch (press.key) {
    case "j": case "ArrowDown": return "down";
    case "k": case "ArrowUp": return "up";
    case "x": return "select";
    case "o": case "Enter": return "open";
    case "/": return "search";
    case "?": return "help";
    case "Escape": return "escape";
    default: return null;
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)
    ? !(target instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(target.type))
    : false;
}

function hasOverlay(): boolean {
  return document.querySelector(".ant-modal-wrap:not([style*='display: none']), .ant-drawer-open.modal-drawer, .command-bar") !== null;
}

/** Calls the handler for page-wide keys; a handler that answers true has used the key. */
export function useKeyCommands(handler: (command: KeyCommand, event: KeyboardEvent) => boolean, enabled = true): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = keyCommand({
        key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, isComposing: event.isComposing,
        typing: isTyping(event.target), overlay: hasOverlay(),
      });
      // Enter on a focused button or link belongs to that control.
      const onControl = event.key === "Enter" && event.target instanceof HTMLElement && event.target.closest("button, a, [role=menuitem], [role=tab]") !== null;
      if (command && !onControl && latest.current(command, event)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [enabled]);
}
