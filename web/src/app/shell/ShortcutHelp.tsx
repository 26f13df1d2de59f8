import { Modal } from "antd";
import { appWords } from "@/app/words";
import { useWords } from "@/i18n/words";

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useWords(appWords);
  const rows: [string, string][] = [
    ["j / k", t.keyMove], ["x", t.keySelect], [t.keyShift, t.keyRange], ["Enter / o", t.keyOpen], ["/", t.keySearch], ["Ctrl K", t.keyCommands], ["Esc", t.keyEscape], ["?", t.keyHelp],
  ];
  return (
    <Modal open title={t.shortcuts} onCancel={onClose} footer={null} width={420}>
      <dl className="facts">
        {rows.map(([key, word]) => [<dt key={key}><kbd>{key}</kbd></dt>, <dd key={`${key}-word`}>{word}</dd>])}
      </dl>
      <p className="faint help-scan">{t.keyScan}</p>
    </Modal>
  );
}
