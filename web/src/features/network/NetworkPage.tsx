import { CalendarTab } from "./CalendarTab";
import { WarehousesTab } from "./WarehousesTab";
import { networkWords } from "./words";
import { ZonesTab } from "./ZonesTab";
import { PageFrame } from "@/components/PageFrame";
import { PlainTabs } from "@/components/PlainTabs";
import { useSearchParams } from "@/components/useSearchParams";
import { useWords } from "@/i18n/words";

type Tab = "warehouses" | "zones" | "calendar";

export default function NetworkPage() {
  const t = useWords(networkWords);
  const params = useSearchParams();
  const tab = (params.get("tab") ?? "warehouses") as Tab;
  return (
    <PageFrame title={t.title} tabs={<PlainTabs label={t.title} value={tab} onChange={(next) => params.set({ tab: next === "warehouses" ? undefined : next })} items={[{ key: "warehouses", title: t.warehouses }, { key: "zones", title: t.zones }, { key: "calendar", title: t.calendar }]} />}>
      {tab === "zones" ? <ZonesTab /> : tab === "calendar" ? <CalendarTab /> : <WarehousesTab />}
    </PageFrame>
  );
}
