import { defineWords } from "@/i18n/words";

export const runWords = defineWords(
  "runs",
  {
    title: "执行记录", subtitle: "每一次操作、逐笔结果，多数可以撤销", action: "操作", state: "状态", counts: "结果", total: "笔数", by: "操作人", at: "时间", queued: "排队中", running: "执行中", done: "完成", failed: "失败", none: "还没有执行过操作", noneHelp: "在订单列表选中订单后，底部会出现可做的操作。", back: "返回执行记录", ok: "成功", refused: "不可执行", conflict: "已被他人改动", failedOne: "失败", noChange: "无变化", all: "全部", order: "订单", outcome: "结果", why: "原因", noItems: "没有这类结果", undoPrefix: "撤销：", undoOf: "撤销自", toOrders: "去订单列表",
  },
  {
    title: "Runs", subtitle: "Every action with the result of each order; most can be undone", action: "Action", state: "State", counts: "Results", total: "Count", by: "By", at: "Time", queued: "Queued", running: "Running", done: "Done", failed: "Failed", none: "No action was run yet", noneHelp: "Select orders in the list; the possible actions rise at the bottom.", back: "Back to runs", ok: "Done", refused: "Not possible", conflict: "Changed by others", failedOne: "Failed", noChange: "No change", all: "All", order: "Order", outcome: "Result", why: "Why", noItems: "None of this kind", undoPrefix: "Undo: ", undoOf: "Undo of", toOrders: "Go to orders",
  },
);
