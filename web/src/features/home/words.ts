import { defineWords } from "@/i18n/words";

export const homeWords = defineWords(
  "home",
  {
    title: "首页", today: "今天", orders: "订单", paid: "支付金额", vsYesterday: "较昨天此时", vsLastWeek: "较上周同日此时", same: "持平", work: "今日待办", workNone: "都处理完了", workNoneHelp: "没有需要人工处理的订单。", openAll: "查看全部",
    states: "订单状态", statesTotal: "笔订单", trend: "各店铺订单（近 24 小时）", trendNone: "近 24 小时没有订单", cycle: "履约时长", p50: "一半在此时间内", p90: "九成在此时间内", goal: (text: string) => `目标 ${text}`, cycleNone: "还没有已发货的订单", cycleHelp: "从支付到发货",
    late: "已超时", lateNone: "没有超时的订单", held: "已锁单", heldNone: "没有锁单", lowStock: "库存偏低", lowNone: "没有低于警戒线的商品", available: "可用", threshold: "警戒", shops: "店铺", orders24: "近 24 小时", lastOrder: "最近一单", shopsNone: "还没有店铺", addShop: "添加店铺",
    runner: "处理流水线", waiting: (n: string) => `等待 ${n}`, allRunning: "各环节正常，没有积压", paused: "已暂停", running: "正常", resume: "恢复处理", resumeAsk: (stage: string) => `恢复“${stage}”环节？`, resumeHelp: "暂停期间的订单会按顺序继续处理。请先确认原因已排除。", resumed: "已恢复", firstTitle: "欢迎使用单枢", firstHelp: "导入一份平台导出的订单文件，一分钟内就能看到每张单走到哪一步、为什么。", firstAction: "导入订单文件",
    hour: "时",
  },
  {
    title: "Home", today: "Today", orders: "Orders", paid: "Paid", vsYesterday: "vs yesterday by now", vsLastWeek: "vs last week by now", same: "same", work: "Today's work", workNone: "All done", workNoneHelp: "No order needs a person.", openAll: "See all",
    states: "Order states", statesTotal: "orders", trend: "Orders by shop (24 h)", trendNone: "No orders in 24 hours", cycle: "Fulfillment time", p50: "half within", p90: "nine of ten within", goal: (text) => `goal ${text}`, cycleNone: "No shipped orders yet", cycleHelp: "From payment to shipment",
    late: "Late", lateNone: "No late orders", held: "On hold", heldNone: "No holds", lowStock: "Low stock", lowNone: "Nothing below its threshold", available: "Available", threshold: "Threshold", shops: "Shops", orders24: "24 h", lastOrder: "Last order", shopsNone: "No shops yet", addShop: "Add a shop",
    runner: "Pipeline", waiting: (n) => `${n} waiting`, allRunning: "Every stage runs, nothing waits", paused: "Paused", running: "Running", resume: "Resume", resumeAsk: (stage) => `Resume “${stage}”?`, resumeHelp: "Orders that waited go on in their order. Make sure the cause is mended.", resumed: "Resumed", firstTitle: "Welcome to Danshu", firstHelp: "Import an export file of a platform: within a minute you see where each order is, and why.", firstAction: "Import an order file",
    hour: "h",
  },
);
