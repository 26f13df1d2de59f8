import { InboxOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { ApiError } from "@/api/client";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

/** What failed, and how to mend it; a retry where trying again can help. */
export function ErrorState({ error, onRetry, inline = false }: { error: unknown; onRetry?: () => void; inline?: boolean }) {
  const t = useWords(sharedWords);
  const what = error instanceof Error ? error.message : String(error);
  const forbidden = error instanceof ApiError && error.status === 403;
  const mend = forbidden ? t.noPermissionMend : error instanceof ApiError ? error.mend : null;
  return (
    <div className={inline ? "feedback inline" : "feedback"} role="alert">
      <WarningOutlined className="feedback-icon danger" aria-hidden />
      <div className="feedback-text">
        <div className="feedback-title">{forbidden ? t.noPermission : what}</div>
        {mend && <div className="feedback-help">{mend}</div>}
        {error instanceof ApiError && !forbidden && <div className="feedback-code">{error.code}</div>}
      </div>
      {onRetry && !forbidden && <Button size="small" onClick={onRetry}>{t.retry}</Button>}
    </div>
  );
}

/** An empty place that teaches: what will be here, and the first step as a button. */
export function EmptyState({ title, help, action, icon }: { title: string; help?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="feedback">
      <span className="feedback-icon" aria-hidden>{icon ?? <InboxOutlined />}</span>
      <div className="feedback-text">
        <div className="feedback-title">{title}</div>
        {help && <div className="feedback-help">{help}</div>}
      </div>
      {action}
    </div>
  );
}

/** Grey bars in the place of what is loading: the layout is already the final one. */
export function SkeletonLines({ lines = 3, height = 14 }: { lines?: number; height?: number }) {
  const t = useWords(sharedWords);
  return (
    <div className="skeleton" role="status" aria-label={t.loading}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ height, width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
