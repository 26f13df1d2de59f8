import { QuestionCircleOutlined, SearchOutlined } from "@ant-design/icons";
import { lazy, Suspense } from "react";
import { useSession } from "@/api/session";
import { useLiveStatus } from "@/api/stream";
import { UserButton } from "@/app/shell/UserButton";
import { Logo } from "@/app/shell/NavRail";
import { appWords } from "@/app/words";
import { useNarrow } from "@/components/useNarrow";
import { useWords } from "@/i18n/words";

const UserMenu = lazy(() => import("@/app/shell/UserMenu"));

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const t = useWords(appWords);
  const narrow = useNarrow();
  const session = useSession();
  return (
    <header className="top-bar">
      {narrow && <Logo />}
      <button type="button" className="top-search" onClick={onSearch}>
        <SearchOutlined />
        <span className="clip grow">{t.searchHint}</span>
        {!narrow && <kbd aria-hidden>Ctrl K</kbd>}
      </button>
      <span className="grow" />
      <LiveDot />
      {!narrow && (
        <button type="button" className="top-button" onClick={onHelp} aria-label={t.shortcuts} title={`${t.shortcuts} ?`}><QuestionCircleOutlined /></button>
      )}
      <Suspense fallback={<UserButton name={session?.user.name ?? ""} />}><UserMenu /></Suspense>
    </header>
  );
}

function LiveDot() {
  const t = useWords(appWords);
  const status = useLiveStatus();
  const word = { live: t.live, connecting: t.connecting, off: t.offline }[status];
  return (
    <span className={`live-dot ${status}`} title={status === "live" ? t.liveHelp : t.offlineHelp} role="status">
      <i aria-hidden />{word}
    </span>
  );
}
