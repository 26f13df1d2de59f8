import { Spin } from "antd";
import { ErrorState } from "@/components/Feedback";
import { OutcomeTable } from "@/components/actions/OutcomeTable";
import { actionWords } from "@/components/actions/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { ActionPreview } from "@/api/types-work";

interface Props { preview: ActionPreview | undefined; error: unknown; loading: boolean; waiting: boolean; onRetry: () => void }

/** What will happen, in one sentence and per order; keeps its place while it is worked out anew. */
export function PreviewPane({ preview, error, loading, waiting, onRetry }: Props) {
  const { locale } = useLocale();
  const t = useWords(actionWords);
  if (error) return <div className="preview-pane"><ErrorState inline error={error} onRetry={onRetry} /></div>;
  if (waiting || !preview) {
    return <div className="preview-pane"><div className="preview-summary faint">{loading ? <><Spin size="small" /> {t.previewing}</> : t.fillFirst}</div></div>;
  }
  const bad = preview.items.filter((item) => item.outcome !== "ok");
  const refused = bad.filter((item) => item.outcome !== "no_change").length;
  const same = bad.length - refused;
  return (
    <div className={loading ? "preview-pane busy" : "preview-pane"} aria-busy={loading} aria-live="polite">
      {preview.count > preview.items.length && preview.items.length > 0 && <div>{t.firstShown(preview.count, preview.items.length)}</div>}
      <div className="preview-summary">{(locale === "en" ? preview.summary_en : preview.summary_zh) || t.willChange(preview.count - bad.length)}</div>
      {preview.items.length > 0 && preview.count > 1 && (
        <div className="row wrap preview-counts">
          <span className="chip ok">{t.willChange(preview.count - bad.length)}</span>
          {refused > 0 && <span className="chip danger">{t.refused(refused)}</span>}
          {same > 0 && <span className="chip">{t.unchanged(same)}</span>}
        </div>
      )}
      {bad.length > 0 && <OutcomeTable items={bad} />}
    </div>
  );
}
