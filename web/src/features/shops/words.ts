import { defineWords } from "@/i18n/words";

export const shopWords = defineWords(
  "shops",
  {
    title: "店铺", subtitle: "每个店铺的货币、时区、预占时点", add: "新建店铺", edit: "编辑店铺", code: "编码", name: "名称", channel: "渠道", abbr: "单号前缀", abbrHelp: "内部单号以它开头，如 TB", currency: "货币", zone: "时区", reserveAt: "何时预占库存", placed: "下单时", paid: "支付后", review: "进入审核时", ownsPayment: "由单枢收款", ownsPaymentHelp: "开启后，未支付的订单到期自动关闭并释放库存；平台订单由平台关闭", unpaidMinutes: "未支付保留（分钟）", active: "启用", stopped: "停用", status: "状态", today: "今日订单", last: "最近一单", none: "还没有店铺", noneHelp: "店铺是订单的来源。导入文件时也会按文件建立。", orders: "查看订单",
  },
  {
    title: "Shops", subtitle: "Currency, zone and reservation point of each shop", add: "New shop", edit: "Edit shop", code: "Code", name: "Name", channel: "Channel", abbr: "Number prefix", abbrHelp: "Internal numbers start with it, as TB", currency: "Currency", zone: "Time zone", reserveAt: "Reserve stock", placed: "When placed", paid: "When paid", review: "When in review", ownsPayment: "Danshu takes the payment", ownsPaymentHelp: "Unpaid orders then expire and free their stock; a channel's orders are closed by the channel", unpaidMinutes: "Unpaid kept (minutes)", active: "Active", stopped: "Inactive", status: "Status", today: "Orders today", last: "Last order", none: "No shops yet", noneHelp: "Orders come from shops. An import creates the shop of its file.", orders: "See orders",
  },
);
