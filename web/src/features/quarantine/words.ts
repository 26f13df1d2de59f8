import { defineWords } from "@/i18n/words";

export const quarantineWords = defineWords(
  "quarantine",
  {
    title: "隔离区", subtitle: "读不懂的消息先放在这里：不丢、不堵，改好后重放", open: "待处理", replayed: "已重放", discarded: "已丢弃", all: "全部", source: "来源", sourceNo: "来源单号", row: "行号", problem: "问题", code: "代码", state: "状态", attempts: "重试", at: "时间", shop: "店铺",
    replay: "重放", replayN: (n: number) => `重放 ${n} 条`, discard: "丢弃", discardN: (n: number) => `丢弃 ${n} 条`, discardHelp: "丢弃后不再处理，原始内容仍保留在日志中。", reason: "原因", replayDone: (ok: number, bad: number) => `${ok} 条已排队重放${bad > 0 ? `，${bad} 条仍有问题` : ""}`, none: "隔离区是空的", noneHelp: "收到的消息都读懂了。", payload: "原始内容（个人信息已遮蔽）", edit: "修改内容", saveReplay: "保存并重放", save: "保存", saved: "已保存", resolution: "处理结果", mend: "怎么处理", byCode: "按问题筛选", maskedHelp: "遮蔽的部分（***）保存时会还原为原值", invalid: "不是有效的 JSON", selected: (n: number) => `已选 ${n} 条`,
  },
  {
    title: "Quarantine", subtitle: "What cannot be read waits here: not lost, not in the way, replayed once mended", open: "Open", replayed: "Replayed", discarded: "Discarded", all: "All", source: "Source", sourceNo: "Source no.", row: "Row", problem: "Problem", code: "Code", state: "State", attempts: "Tries", at: "Time", shop: "Shop",
    replay: "Replay", replayN: (n) => `Replay ${n}`, discard: "Discard", discardN: (n) => `Discard ${n}`, discardHelp: "It will not be handled any more; the original stays in the log.", reason: "Reason", replayDone: (ok, bad) => `${ok} queued for replay${bad > 0 ? `, ${bad} still have problems` : ""}`, none: "The quarantine is empty", noneHelp: "Every message could be read.", payload: "Payload (personal parts masked)", edit: "Edit", saveReplay: "Save and replay", save: "Save", saved: "Saved", resolution: "Outcome", mend: "How to mend", byCode: "By problem", maskedHelp: "Masked parts (***) keep their value when saved", invalid: "Not valid JSON", selected: (n) => `${n} selected`,
  },
);
