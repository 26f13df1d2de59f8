import { defineWords, useWords } from "@/i18n/words";

export const stageWords = defineWords(
  "stage",
  {
    intake: "接单", reservation: "预占库存", promise: "承诺时间", screening: "审核", sourcing: "分仓", release: "下发", shipping: "发货", tracking: "物流跟踪", settlement: "结算", returns: "售后",
  },
  {
    intake: "Intake", reservation: "Reservation", promise: "Promise", screening: "Screening", sourcing: "Sourcing", release: "Release", shipping: "Shipping", tracking: "Tracking", settlement: "Settlement", returns: "Returns",
  },
);

/** A stage's name by its code (`reservation`, `stage:reservation`); what is no stage stays as it is. */
export function useStageTitle(): (code: string) => string {
  const titles: Record<string, string> = useWords(stageWords);
  return (code) => titles[code.replace(/^stage:/, "")] ?? code;
}
