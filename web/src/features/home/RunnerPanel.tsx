import { CheckCircleOutlined, PauseCircleFilled } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { homeWords } from "./words";
import { api } from "@/api/client";
import { usePermission } from "@/api/session";
import type { Home } from "@/api/types-work";
import { formatCount } from "@/components/format/money";
import { Panel } from "@/components/PageFrame";
import { useStageTitle } from "@/components/stageWords";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

type Stage = Home["runner"]["stages"][number];

/** The stages an order passes by itself; one that stopped says why and can be started again. */
export function RunnerPanel({ stages }: { stages: Stage[] }) {
  const t = useWords(homeWords);
  return (
    <Panel title={t.runner}>
      {stages.length === 0 && <p className="faint">{t.allRunning}</p>}
      <ul className="stages">{stages.map((stage) => <StageRow key={stage.stage} stage={stage} />)}</ul>
    </Panel>
  );
}

function StageRow({ stage }: { stage: Stage }) {
  const t = useWords(homeWords);
  const words = useWords(sharedWords);
  const may = usePermission();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const title = useStageTitle()(stage.stage);
  const resume = () => void modal.confirm({
    title: t.resumeAsk(title), content: <>{stage.alarm && <p className="late">{stage.alarm}</p>}<p>{t.resumeHelp}</p></>, okText: t.resume, cancelText: words.cancel,
    onOk: async () => {
      try {
        await api.post<void>(`/stages/${stage.stage}/resume`);
        message.success(t.resumed);
        await client.invalidateQueries({ queryKey: ["home"] });
      } catch (error) {
        message.error(error instanceof Error ? error.message : String(error));
      }
    },
  });
  return (
    <li className={stage.paused ? "stage paused" : "stage"}>
      {stage.paused ? <PauseCircleFilled className="late" aria-hidden /> : <CheckCircleOutlined className="ok" aria-hidden />}
      <span className="stage-name">{title}</span>
      <span className="grow clip" title={stage.alarm ?? undefined}>{stage.paused ? <span className="late">{stage.alarm ?? t.paused}</span> : <span className="faint num">{stage.waiting > 0 ? t.waiting(formatCount(stage.waiting)) : t.running}</span>}</span>
      {stage.paused && <span className="faint num">{t.waiting(formatCount(stage.waiting))}</span>}
      {stage.paused && may("setup.manage") && <Button size="small" onClick={resume}>{t.resume}</Button>}
    </li>
  );
}
