import { theme, type ThemeConfig } from "antd";
import { useSyncExternalStore } from "react";

export type ThemeChoice = "system" | "light" | "dark";
const storageKey = "danshu.theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

export function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}

function isDark(): boolean {
  const choice = themeChoice();
  return choice === "dark" || (choice === "system" && systemDark.matches);
}

function announce(): void {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  for (const listener of listeners) listener();
}
systemDark.addEventListener("change", announce);

export function setThemeChoice(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, choice);
  announce();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}

const font = '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** The same colours as styles/tokens.css, for the parts that Ant Design draws. */
export function antTheme(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: dark ? "#5b82f0" : "#2456d6",
      colorLink: dark ? "#7ea2ff" : "#2456d6",
      colorError: dark ? "#f0645e" : "#c5221f",
      colorBgLayout: dark ? "#0f1318" : "#f5f6f8",
      colorBgContainer: dark ? "#171c23" : "#ffffff",
      colorBgElevated: dark ? "#1d232c" : "#ffffff",
      colorText: dark ? "#e5e9ef" : "#1b2430",
      colorTextDescription: dark ? "#aab4c1" : "#56606e",
      colorTextPlaceholder: dark ? "#8e99a8" : "#616b78",
      colorBorder: dark ? "#3b4552" : "#d0d5dd",
      colorBorderSecondary: dark ? "#2a323d" : "#e4e7ec",
      borderRadius: 6,
      fontSize: 14,
      fontFamily: font,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: { Progress: { defaultColor: dark ? "#5b82f0" : "#2456d6" }, Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" } },
  };
}
