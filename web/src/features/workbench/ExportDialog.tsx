import { Button, Modal, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { useOrderCount } from "./api";
import type { ColumnKey } from "./columnKeys";
import { useColumnTitles } from "./columns";
import { orderCell } from "./exportCell";
import { workbenchWords } from "./words";
import { api } from "@/api/client";
import type { Filter, OrderRow, Page } from "@/api/types";
import { csvText, saveCsv } from "@/components/csv";
import { ErrorState } from "@/components/Feedback";
import { formatCount } from "@/components/format/money";
import { dayOf } from "@/components/format/time";
import { useStateTitle } from "@/components/StateTag";
import { sharedWords } from "@/components/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const rowsMax = 50_000;

interface Props { filter: Filter; sort: string; columns: ColumnKey[]; total: string; onClose: () => void }

/** Reads the list page by page and writes a file; masked data stays masked. */
export default function ExportDialog({ filter, sort, columns, total, onClose }: Props) {
  const t = useWords(workbenchWords);
  const words = useWords(sharedWords);
  const { zone, locale } = useLocale();
  const titles = useColumnTitles();
  const stateTitle = useStateTitle();
  const count = useOrderCount(filter);
  const [read, setRead] = useState<number | null>(null);
  const [finished, setFinished] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const run = async () => {
    const abort = new AbortController();
    stop.current = abort;
    setError(null);
    setRead(0);
    try {
      const rows: OrderRow[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<OrderRow> = await api.get<Page<OrderRow>>("/orders", { ...filter, sort, limit: 200, cursor }, abort.signal);
        rows.push(...page.items);
        cursor = page.next_cursor;
        setRead(rows.length);
      } while (cursor && rows.length < rowsMax);
      saveCsv(`orders-${dayOf(Date.now(), zone)}.csv`, csvText(columns.map((key) => titles[key]), rows.map((row) => columns.map((key) => orderCell(key, row, zone, stateTitle)))));
      setFinished(true);
    } catch (problem) {
      if (!abort.signal.aborted) setError(problem);
      setRead(null);
    }
  };
  const running = read !== null && !finished;
  const percent = count && read !== null ? Math.min(100, Math.floor((read / Math.max(1, count.count)) * 100)) : 0;
  return (
    <Modal
      open title={t.exportTitle} onCancel={onClose} width={440}
      footer={running
        ? <Button onClick={() => stop.current?.abort()}>{t.exportStop}</Button>
        : <><Button onClick={onClose}>{finished ? words.close : words.cancel}</Button>{!finished && <Button type="primary" onClick={() => void run()}>{t.exportStart} {total}</Button>}</>}
    >
      <div className="stack">
        <p>{t.exportHelp}</p>
        {count && count.count >= 10_000 && <p className="faint">{t.exportCap(formatCount(rowsMax, true, locale))}</p>}
        {read !== null && <Progress percent={finished ? 100 : percent} status={finished ? "success" : "active"} />}
        {read !== null && <p aria-live="polite">{finished ? t.exportDone(formatCount(read)) : t.exporting(formatCount(read))}</p>}
        {error !== null && <ErrorState inline error={error} onRetry={() => void run()} />}
      </div>
    </Modal>
  );
}
