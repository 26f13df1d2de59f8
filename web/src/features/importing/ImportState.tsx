import { importWords } from "./words";
import type { ImportJob } from "@/api/types";
import { useWords } from "@/i18n/words";

export function ImportState({ job }: { job: ImportJob }) {
  const t = useWords(importWords);
  const word = { reading: t.reading, storing: t.storing, done: t.done, failed: t.failed, waiting: t.queued }[job.state];
  const tone = job.state === "done" ? "ok" : job.state === "failed" ? "danger" : "";
  return <span className={`chip ${tone}`} title={job.error?.what}>{word}</span>;
}

export function jobPercent(job: ImportJob): number {
  if (job.state === "done") return 100;
  const progress = job.progress;
  return progress && progress.total_bytes > 0 ? Math.min(99, Math.floor((progress.bytes / progress.total_bytes) * 100)) : 0;
}
