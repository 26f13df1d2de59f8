import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { setRequestLanguage } from "@/api/client";
import type { Locale } from "@/api/types";

const storageKey = "danshu.locale";

interface LocaleState { locale: Locale; setLocale: (locale: Locale) => void; zone: string; setZone: (zone: string) => void }

const LocaleContext = createContext<LocaleState | null>(null);

function firstLocale(): Locale {
  return localStorage.getItem(storageKey) === "en" ? "en" : "zh-CN";
}

/** Language and the merchant's time zone: days and times on every screen are the merchant's, wherever the browser sits. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocaleState] = useState<Locale>(firstLocale);
  const [zone, setZone] = useState("Asia/Shanghai");
  setRequestLanguage(locale);
  const setLocale = useCallback((next: Locale) => {
    localStorage.setItem(storageKey, next);
    setLocaleState(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(() => ({ locale, setLocale, zone, setZone }), [locale, setLocale, zone]);
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

export function useLocale(): LocaleState {
  const state = use(LocaleContext);
  if (!state) throw new Error("useLocale needs LocaleProvider above it");
  return state;
}

/** Picks the server's bilingual text. */
export function pick(locale: Locale, text: { title_zh: string; title_en: string } | undefined, fallback = ""): string {
  if (!text) return fallback;
  return (locale === "en" ? text.title_en : text.title_zh) || fallback;
}
