import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useKeyCommands } from "@/components/keyboard";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

/** Details beside a list: no mask, so that the list stays usable; Esc closes. */
export function SideSheet({ title, extra, onClose, children }: { title: ReactNode; extra?: ReactNode; onClose: () => void; children: ReactNode }) {
  const t = useWords(sharedWords);
  useKeyCommands((command) => {
    if (command !== "escape") return false;
    onClose();
    return true;
  });
  return (
    <aside className="side-sheet" aria-label={typeof title === "string" ? title : undefined}>
      <header>
        <h2 className="grow clip">{title}</h2>
        {extra}
        <Button type="text" icon={<CloseOutlined />} aria-label={t.close} onClick={onClose} />
      </header>
      <div className="side-sheet-body">{children}</div>
    </aside>
  );
}
