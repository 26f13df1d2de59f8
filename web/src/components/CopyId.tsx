import { App } from "antd";
import type { MouseEvent } from "react";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

/** Copies text also where the clipboard API is missing: plain http on a shop's own network is no secure context. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** An identifier in monospace; a click copies it. */
export function CopyId({ value, label }: { value: string; label?: string }) {
  const t = useWords(sharedWords);
  const { message } = App.useApp();
  const copy = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
    void copyText(value).then(() => message.success({ content: `${t.copied} ${value}`, key: "copied", duration: 1.2 }));
  };
  return (
    <button type="button" className="copy-id" onClick={copy} title={t.copy} aria-label={`${t.copy} ${value}`}>
      {label ?? value}
    </button>
  );
}
