import { defineWords } from "@/i18n/words";

export const settingsWords = defineWords(
  "settings",
  {
    title: "设置", subtitle: "改动即时生效，并记入操作日志", key: "设置项", value: "值", none: "没有可改的设置", version: (text: string) => `单枢 ${text}`,
    merchant_name: "商家名称", zone: "时区", currency: "货币", unpaid_minutes: "未支付保留（分钟）", auto_complete_days: "签收后几天自动完成", cycle_goal_minutes: "履约时长目标（分钟）", available_terms: "可用量计入的项目", due_soon_hours: "几小时内算即将超时",
  },
  {
    title: "Settings", subtitle: "Changes apply at once and are logged", key: "Setting", value: "Value", none: "Nothing to set", version: (text) => `Danshu ${text}`,
    merchant_name: "Merchant", zone: "Time zone", currency: "Currency", unpaid_minutes: "Unpaid orders kept (minutes)", auto_complete_days: "Days from delivery to completed", cycle_goal_minutes: "Fulfillment goal (minutes)", available_terms: "Terms of available", due_soon_hours: "Due soon within (hours)",
  },
);
