import { KeysTab } from "./KeysTab";
import { RolesTab } from "./RolesTab";
import { UsersTab } from "./UsersTab";
import { accountWords } from "./words";
import { PageFrame } from "@/components/PageFrame";
import { PlainTabs } from "@/components/PlainTabs";
import { useSearchParams } from "@/components/useSearchParams";
import { useWords } from "@/i18n/words";

type Tab = "users" | "roles" | "keys";

export default function AccountsPage() {
  const t = useWords(accountWords);
  const params = useSearchParams();
  const tab = (params.get("tab") ?? "users") as Tab;
  return (
    <PageFrame title={t.title} tabs={<PlainTabs label={t.title} value={tab} onChange={(next) => params.set({ tab: next === "users" ? undefined : next })} items={[{ key: "users", title: t.users }, { key: "roles", title: t.roles }, { key: "keys", title: t.keys }]} />}>
      {tab === "roles" ? <RolesTab /> : tab === "keys" ? <KeysTab /> : <UsersTab />}
    </PageFrame>
  );
}
