import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { savePreferences, signOut, useSession } from "@/api/session";
import { UserButton } from "@/app/shell/UserButton";
import { setThemeChoice, useThemeChoice, type ThemeChoice } from "@/app/theme";
import { appWords } from "@/app/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { Locale } from "@/api/types";

const PasswordDialog = lazy(() => import("@/app/shell/PasswordDialog"));

/** Loaded after the first paint: the menu is a fifth of the shell, and nobody opens it in the first second. */
export default function UserMenu() {
  const t = useWords(appWords);
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { locale, setLocale } = useLocale();
  const choice = useThemeChoice();
  const [password, setPassword] = useState(false);

  const changeLocale = (next: Locale) => {
    setLocale(next);
    savePreferences(client, { locale: next }).catch((error: Error) => message.error(error.message));
  };
  const leave = () => {
    signOut(client).then(() => navigate({ to: "/login", search: {} }), (error: Error) => message.error(error.message));
  };
  const themes: [ThemeChoice, string][] = [["system", t.system], ["light", t.light], ["dark", t.dark]];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true, selectedKeys: [locale, `theme-${choice}`],
          items: [
            { type: "group", key: "language", label: t.language, children: [{ key: "zh-CN", label: "简体中文", onClick: () => changeLocale("zh-CN") }, { key: "en", label: "English", onClick: () => changeLocale("en") }] },
            { type: "group", key: "theme", label: t.theme, children: themes.map(([key, label]) => ({ key: `theme-${key}`, label, onClick: () => setThemeChoice(key) })) },
            { type: "divider" },
            { key: "password", label: t.password, onClick: () => setPassword(true) },
            { key: "leave", label: t.signOut, onClick: leave },
          ],
        }}
      >
        <UserButton name={session?.user.name ?? ""} />
      </Dropdown>
      <Suspense fallback={null}>{password && <PasswordDialog onClose={() => setPassword(false)} />}</Suspense>
    </>
  );
}
