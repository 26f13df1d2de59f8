import {
  AppstoreOutlined, CloudUploadOutlined, HomeOutlined, HistoryOutlined, InboxOutlined, LinkOutlined, ShopOutlined, TeamOutlined, UnorderedListOutlined,
  BankOutlined, FileSearchOutlined, SettingOutlined, ExceptionOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { usePermission } from "@/api/session";
import { appWords } from "@/app/words";
import { useWords } from "@/i18n/words";

export type NavPath =
  | "/" | "/orders" | "/stock" | "/skus" | "/listings" | "/imports" | "/quarantine" | "/runs" | "/network" | "/shops" | "/accounts" | "/audit" | "/settings";
export interface NavItem { path: NavPath; title: string; icon: ReactNode; group: "work" | "data" | "setup" }

/** What this user may see, in the order of a day's work. */
export function useNavItems(): NavItem[] {
  const t = useWords(appWords);
  const may = usePermission();
  const items: (NavItem & { needs: string | null })[] = [
    { path: "/", title: t.home, icon: <HomeOutlined />, group: "work", needs: null },
    { path: "/orders", title: t.orders, icon: <UnorderedListOutlined />, group: "work", needs: "orders.read" },
    { path: "/stock", title: t.stock, icon: <InboxOutlined />, group: "work", needs: "stock.read" },
    { path: "/imports", title: t.imports, icon: <CloudUploadOutlined />, group: "data", needs: "imports.run" },
    { path: "/quarantine", title: t.quarantine, icon: <ExceptionOutlined />, group: "data", needs: "quarantine.manage" },
    { path: "/runs", title: t.runs, icon: <HistoryOutlined />, group: "data", needs: "orders.read" },
    { path: "/skus", title: t.skus, icon: <AppstoreOutlined />, group: "setup", needs: "stock.read" },
    { path: "/listings", title: t.listings, icon: <LinkOutlined />, group: "setup", needs: "stock.read" },
    { path: "/network", title: t.network, icon: <BankOutlined />, group: "setup", needs: "setup.manage" },
    { path: "/shops", title: t.shops, icon: <ShopOutlined />, group: "setup", needs: "setup.manage" },
    { path: "/accounts", title: t.accounts, icon: <TeamOutlined />, group: "setup", needs: "users.manage" },
    { path: "/audit", title: t.audit, icon: <FileSearchOutlined />, group: "setup", needs: "users.manage" },
    { path: "/settings", title: t.settings, icon: <SettingOutlined />, group: "setup", needs: "setup.manage" },
  ];
  return items.filter((item) => item.needs === null || may(item.needs));
}
