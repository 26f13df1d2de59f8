import { useNavigate, Outlet, useRouter } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { api, setSignedOutHandler } from "@/api/client";
import { sessionKey, useSession } from "@/api/session";
import { openStream, useStream } from "@/api/stream";
import type { OrderRow, Page } from "@/api/types";
import { BottomNav } from "@/app/shell/BottomNav";
import { NavRail } from "@/app/shell/NavRail";
import { TopBar } from "@/app/shell/TopBar";
import { appWords } from "@/app/words";
import { ActionHost } from "@/components/actions/ActionHost";
import { useKeyCommands } from "@/components/keyboard";
import { useScanner } from "@/components/scanner";
import { useNarrow } from "@/components/useNarrow";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import "@/styles/shell.css";

const idsToldMax = 100;
const CommandBar = lazy(() => import("@/app/shell/CommandBar"));
const ShortcutHelp = lazy(() => import("@/app/shell/ShortcutHelp"));

export function Shell() {
  const t = useWords(appWords);
  const narrow = useNarrow();
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const session = useSession();
  const { message } = App.useApp();
  const { setZone } = useLocale();
  const [commands, setCommands] = useState<{ text: string } | null>(null);
  const [help, setHelp] = useState(false);

  useEffect(() => openStream(), []);
  useEffect(() => {
    if (session) setZone(session.merchant.zone);
  }, [session, setZone]);
  useEffect(() => {
    setSignedOutHandler(() => {
      client.setQueryData(sessionKey, null);
      void navigate({ to: "/login", search: { next: router.state.location.href } });
    });
  }, [client, navigate, router]);
  // What was missed while the line was down is read again once it is back.
  useStream("reconnected", () => void client.invalidateQueries({ refetchType: "active" }));
  useLiveReads();

  useKeyCommands((command) => {
    if (command === "commands") setCommands((old) => (old ? null : { text: "" }));
    else if (command === "help") setHelp(true);
    else if (command === "search") {
      const field = document.querySelector<HTMLInputElement>("[data-search] input, input[data-search]");
      if (field) {
        field.focus();
        field.select();
      } else setCommands({ text: "" });
    } else return false;
    return true;
  });

  const scan = useCallback(async (code: string) => {
    const found = await api.get<Page<OrderRow>>("/orders", { q: code, limit: 2 });
    const only = found.items.length === 1 ? found.items[0] : undefined;
    if (only) void navigate({ to: "/orders/$orderId", params: { orderId: only.id } });
    else if (found.items.length === 0) message.warning(t.scanNone(code));
    else setCommands({ text: code });
  }, [navigate, message, t]);
  useScanner((code) => void scan(code).catch((error: Error) => message.error(error.message)));

  return (
    <ActionHost>
      <a className="skip-link" href="#main">{t.skip}</a>
      <div className="shell">
        {!narrow && <NavRail />}
        <div className="shell-main">
          <TopBar onSearch={() => setCommands({ text: "" })} onHelp={() => setHelp(true)} />
          <main id="main" tabIndex={-1}><Outlet /></main>
          {narrow && <BottomNav onFind={() => setCommands({ text: "" })} />}
        </div>
      </div>
      <Suspense fallback={null}>
        {commands && <CommandBar initial={commands.text} onClose={() => setCommands(null)} />}
        {help && <ShortcutHelp onClose={() => setHelp(false)} />}
      </Suspense>
    </ActionHost>
  );
}

/** Counts and open orders follow the stream, at most every two seconds however fast orders come in. */
function useLiveReads(): void {
  const client = useQueryClient();
  const waiting = useRef({ ids: new Set<string>(), tabs: false });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useStream("changed", (data) => {
    for (const id of data.orders ?? []) waiting.current.ids.add(id);
    waiting.current.tabs ||= data.tabs ?? false;
    timer.current ??= setTimeout(() => {
      const { ids, tabs } = waiting.current;
      waiting.current = { ids: new Set(), tabs: false };
      timer.current = undefined;
      if (tabs) void client.invalidateQueries({ queryKey: ["orders", "tabs"] });
      if (tabs) void client.invalidateQueries({ queryKey: ["orders", "count"] });
      if (tabs) void client.invalidateQueries({ queryKey: ["home"] });
      // A replayed message leaves the quarantine when its order is there, not when it was sent off.
      if (tabs || ids.size > 0) void client.invalidateQueries({ queryKey: ["quarantine", "list"] });
      // A full list, or none, means that more changed than is told: every open order is read again.
      const unsure = ids.size >= idsToldMax || (tabs && ids.size === 0);
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] === "order" && (unsure || ids.has(String(query.queryKey[1]))) });
    }, 2000);
  });
  useStream("import", () => void client.invalidateQueries({ queryKey: ["imports"] }));
  useStream("run", () => void client.invalidateQueries({ queryKey: ["runs"] }));
}
