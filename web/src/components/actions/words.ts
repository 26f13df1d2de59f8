import { defineWords } from "@/i18n/words";

export const actionWords = defineWords(
  "actions",
  {
    preview: "预览", apply: "执行", applyN: (count: number) => `执行 ${count} 笔`, previewing: "正在计算影响", fillFirst: "填好后这里显示会发生什么",
    willChange: (count: number) => `将改变 ${count} 笔`, unchanged: (count: number) => `${count} 笔无需改变`, refused: (count: number) => `${count} 笔不可执行`,
    ok: "成功", refusedOne: "不可执行", conflict: "已被他人改动", failedOne: "失败", noChange: "无变化", nothingToDo: "选中的都无需或不可执行",
    running: "正在执行", canLeave: "可以关闭此窗口，执行会继续，结果在“执行记录”里", results: "执行结果", doneAll: (title: string, count: number) => `${title}：${count} 笔完成`,
    doneSome: (ok: number, other: number) => `${ok} 笔成功，${other} 笔没有成功`, openRun: "查看执行记录", undoneCount: (ok: number, bad: number) => (bad > 0 ? `已撤销 ${ok} 笔，${bad} 笔不能撤销` : `已撤销 ${ok} 笔`), undoing: (count: number) => `正在撤销 ${count} 笔`, firstShown: (count: number, shown: number) => `共 ${count} 笔，以下为前 ${shown} 笔的预览`, undoTitle: "撤销", undoAsk: (title: string, count: number) => `撤销“${title}”：${count} 笔`, undoHelp: "之后又被改动的记录不会撤销，会逐笔列出。", addRow: "再加一行", stockQty: "数量",
    typeToConfirm: (word: string) => `此操作不能撤销。请输入“${word}”确认`, pickSku: "按编码或名称查找商品", pickWarehouse: "选择仓库", pickTags: "输入标签后回车", pickCourier: "选择快递",
    line: "行", quantity: "数量", part: (n: number) => `第 ${n} 单`, addPart: "再拆一单", keep: "保留在原单", jsonHelp: "JSON 格式", refresh: "重新预览",
    order: "订单", outcome: "结果", why: "原因", selected: (count: string) => `共 ${count} 笔订单`, invalidJson: "不是有效的 JSON", minimum: (n: number) => `不能小于 ${n}`,
    splitHelp: "每一列是一张新单；没有分配的数量留在原单。", allLines: "不填表示全部未发的数量",
  },
  {
    preview: "Preview", apply: "Apply", applyN: (count) => `Apply to ${count}`, previewing: "Working out the effects", fillFirst: "Fill in the form to see what will happen",
    willChange: (count) => `${count} will change`, unchanged: (count) => `${count} already so`, refused: (count) => `${count} not possible`,
    ok: "Done", refusedOne: "Not possible", conflict: "Changed by someone else", failedOne: "Failed", noChange: "No change", nothingToDo: "None of the chosen needs or allows this",
    running: "Running", canLeave: "You may close this window; the run goes on and its result is under Runs", results: "Results", doneAll: (title, count) => `${title}: ${count} done`,
    doneSome: (ok, other) => `${ok} done, ${other} not done`, openRun: "Open the run", undoneCount: (ok, bad) => (bad > 0 ? `${ok} undone, ${bad} not` : `${ok} undone`), undoing: (count) => `Undoing ${count}`, firstShown: (count, shown) => `${count} in all; the first ${shown} are previewed`, undoTitle: "Undo", undoAsk: (title, count) => `Undo “${title}”: ${count}`, undoHelp: "Records changed since then stay as they are and are listed.", addRow: "Add row", stockQty: "Quantity",
    typeToConfirm: (word) => `This cannot be undone. Type “${word}” to confirm`, pickSku: "Find a SKU by code or name", pickWarehouse: "Choose a warehouse", pickTags: "Type a tag and press Enter", pickCourier: "Choose a courier",
    line: "Line", quantity: "Quantity", part: (n) => `Order ${n}`, addPart: "Another order", keep: "Stays in this order", jsonHelp: "As JSON", refresh: "Preview again",
    order: "Order", outcome: "Result", why: "Why", selected: (count) => `${count} orders`, invalidJson: "Not valid JSON", minimum: (n) => `At least ${n}`,
    splitHelp: "Each column becomes a new order; quantities left over stay in this order.", allLines: "Leave empty for everything not shipped yet",
  },
);
