import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { api } from "@/api/client";
import { savePreferences, usePermission } from "@/api/session";
import type { OrderRow, Page } from "@/api/types";
import { useNavItems } from "@/app/nav";
import { setThemeChoice, useDark } from "@/app/theme";
import { appWords } from "@/app/words";
import { HoldMark, StateTag } from "@/components/StateTag";
import { useDebounced } from "@/components/useDebounced";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

interface Command { key: string; group: string; node: ReactNode; run: () => void }

/** Ctrl-K: an order by whatever one has in hand, a page, or a command. */
export default function CommandBar({ initial, onClose }: { initial: string; onClose: () => void }) {
  const t = useWords(appWords);
  const { locale, setLocale } = useLocale();
  const dark = useDark();
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = usePermission();
  const nav = useNavItems();
  const [text, setText] = useState(initial);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const q = useDebounced(text.trim(), 160);
  const found = useQuery({
    queryKey: ["orders", "find", q],
    queryFn: ({ signal }) => api.get<Page<OrderRow>>("/orders", { q, limit: 8 }, signal),
    enabled: q.length >= 2, staleTime: 5_000,
  });

  const commands = useMemo<Command[]>(() => {
    const lower = text.trim().toLowerCase();
    const matches = (word: string) => lower === "" || word.toLowerCase().includes(lower);
    const orders = q.length >= 2 && text.trim() === q ? (found.data?.items ?? []) : [];
    const extra: [string, string, boolean, () => void][] = [
      ["import", t.newImport, may("imports.run"), () => void navigate({ to: "/imports", search: {} })],
      ["language", t.switchLanguage, true, () => {
        const next = locale === "en" ? "zh-CN" : "en";
        setLocale(next);
        // The screen has changed already; that the server could not keep it shows at the next log-in only.
        savePreferences(client, { locale: next }).catch(() => undefined);
      }],
      ["theme", t.switchTheme, true, () => setThemeChoice(dark ? "light" : "dark")],
    ];
    return [
      ...orders.map((order) => ({
        key: order.id, group: t.ordersFound, node: <OrderHit order={order} />,
        run: () => void navigate({ to: "/orders/$orderId", params: { orderId: order.id } }),
      })),
      ...nav.filter((item) => matches(item.title)).map((item) => ({
        key: item.path, group: t.goTo, node: <>{item.icon}<span>{item.title}</span></>, run: () => void navigate({ to: item.path, search: {} }),
      })),
      ...extra.filter(([, title, allowed]) => allowed && matches(title)).map(([key, title, , run]) => ({ key, group: t.actions, node: <span>{title}</span>, run })),
    ];
  }, [text, q, found.data, nav, t, may, navigate, locale, setLocale, client, dark]);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(commands.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") run(commands[at]);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  const waiting = text.trim().length >= 2 && (text.trim() !== q || found.isFetching);
  return (
    <div className="command-bar" role="dialog" aria-modal aria-label={t.commands}>
      <button type="button" className="command-shade" aria-label={t.keyEscape} tabIndex={-1} onClick={onClose} />
      <div className="command-box">
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the bar exists to be typed into */}
        <input autoFocus value={text} placeholder={t.commandHint} aria-label={t.commandHint} role="combobox" aria-expanded aria-controls="command-list" aria-activedescendant={`command-${at}`} onChange={(event) => { setText(event.target.value); setAt(0); }} onKeyDown={press} spellCheck={false} />
        <div id="command-list" className="command-list" role="listbox" ref={list}>
          {commands.map((command, index) => (
            <div key={command.key} className="command-row">
              {(index === 0 || commands[index - 1]?.group !== command.group) && <div className="command-group">{command.group}</div>}
              <button type="button" role="option" id={`command-${index}`} aria-selected={index === at} tabIndex={-1} onMouseMove={() => setAt(index)} onClick={() => run(command)}>{command.node}</button>
            </div>
          ))}
          {commands.length === 0 && <div className="command-none">{waiting ? t.searching : <><b>{t.noResult}</b><br />{t.noResultHelp}</>}</div>}
        </div>
      </div>
    </div>
  );
}

function OrderHit({ order }: { order: OrderRow }) {
  return (
    <>
      <span className="mono">{order.number}</span>
      <StateTag state={order.state} />
      <HoldMark codes={order.holds} count={order.hold_count} compact />
      <span className="clip grow soft">{order.receiver_masked?.name} {order.lines.map((line) => line.title).join("、")}</span>
      <span className="faint">{order.shop.name}</span>
    </>
  );
}
