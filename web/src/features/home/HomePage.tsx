import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { ChannelTrend } from "./ChannelTrend";
import { CyclePanel } from "./CyclePanel";
import { LowStockPanel, MiniOrders, ShopsPanel } from "./lists";
import { RunnerPanel } from "./RunnerPanel";
import { StateDonut } from "./StateDonut";
import { TodayPanel } from "./TodayPanel";
import { WorkPanel } from "./WorkPanel";
import { homeWords } from "./words";
import { api } from "@/api/client";
import type { Home } from "@/api/types-work";
import { EmptyState, ErrorState, SkeletonLines } from "@/components/Feedback";
import { PageFrame, Panel } from "@/components/PageFrame";
import { useWords } from "@/i18n/words";
import "@/styles/home.css";

/** One request; every number opens the rows behind it. */
export default function HomePage() {
  const t = useWords(homeWords);
  const home = useQuery({ queryKey: ["home"], queryFn: ({ signal }) => api.get<Home>("/home", {}, signal), refetchInterval: 60_000 });
  if (home.error && !home.data) return <PageFrame title={t.title}><ErrorState error={home.error} onRetry={() => void home.refetch()} /></PageFrame>;
  const data = home.data;
  if (!data) return <PageFrame title={t.title}><HomeSkeleton /></PageFrame>;
  const nothing = Object.values(data.states).every((count) => count === 0);
  return (
    <PageFrame title={t.title}>
      {nothing && <Panel><EmptyState title={t.firstTitle} help={t.firstHelp} action={<Link to="/imports" search={{}}><Button type="primary">{t.firstAction}</Button></Link>} /></Panel>}
      <div className="home-grid">
        {data.today && <TodayPanel today={data.today} />}
        <WorkPanel work={data.work} />
        <StateDonut states={data.states} />
        <ChannelTrend channels={data.channels} />
        <CyclePanel cycle={data.cycle} />
        <MiniOrders title={t.late} none={t.lateNone} orders={data.late} filter={{ overdue: "1" }} />
        <MiniOrders title={t.held} none={t.heldNone} orders={data.held} filter={{ hold: ["any"] }} />
        <LowStockPanel rows={data.low_stock} />
        <ShopsPanel shops={data.shops} />
        <RunnerPanel stages={data.runner.stages} />
      </div>
    </PageFrame>
  );
}

function HomeSkeleton() {
  return (
    <div className="home-grid">
      {Array.from({ length: 6 }, (_, index) => <Panel key={index}><SkeletonLines lines={5} /></Panel>)}
    </div>
  );
}
