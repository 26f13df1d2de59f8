import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "antd";
import { ApiError } from "@/api/client";
import { appWords } from "@/app/words";
import { EmptyState, ErrorState, SkeletonLines } from "@/components/Feedback";
import { useWords } from "@/i18n/words";

export function PendingPage() {
  return <div className="page"><SkeletonLines lines={8} /></div>;
}

export function MissingPage() {
  const t = useWords(appWords);
  return <div className="page"><EmptyState title={t.notFound} help={t.notFoundHelp} action={<Link to="/"><Button>{t.goHome}</Button></Link>} /></div>;
}

/** A page that failed says so and keeps the rest of the screen usable. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const t = useWords(appWords);
  // A chunk of an older build is gone after an upgrade: reading the page anew is the mend.
  const text = error instanceof Error ? error.message : String(error);
  const stale = /dynamically imported module|Importing a module/.test(text);
  if (error instanceof ApiError) return <div className="page"><ErrorState error={error} onRetry={() => (error.status === 0 ? location.reload() : reset())} /></div>;
  return (
    <div className="page">
      <EmptyState title={stale ? t.updated : t.crashed} help={stale ? undefined : <>{t.crashedHelp}<pre className="code-block">{text}</pre></>} action={<Button onClick={() => location.reload()}>{t.refreshPage}</Button>} />
    </div>
  );
}
