import { defineWords } from "@/i18n/words";

export const workbenchWords = defineWords(
  "workbench",
  {
    title: "订单", views: "视图", workViews: "待办", myViews: "我的视图", sharedViews: "共享视图", allOrders: "全部订单", review: "待审核", heldView: "已锁单", overdue: "已超时", dueSoon: "即将超时", short: "缺货", priorityView: "加急",
    quarantined: "隔离区", saveView: "保存为视图", updateView: "更新此视图", viewName: "视图名称", shareView: "所有人可见", deleteView: "删除视图", deleteViewAsk: (name: string) => `删除视图“${name}”？订单不受影响`, viewSaved: "视图已保存", foldViews: "收起视图", showViews: "显示视图",
    all: "全部", searchHint: "单号、来源单号、手机尾号、收件人、商品编码、运单号", search: "搜索订单", filter: "筛选", addFilter: "添加筛选", clearFilters: "清除筛选", columns: "列", density: "行高", compactRows: "紧凑", comfortRows: "宽松", resetColumns: "恢复默认", exportCsv: "导出 CSV", moveUp: "上移", moveDown: "下移",
    state: "状态", number: "单号", source: "来源单号", receiver: "收件人", buyer: "买家", region: "地区", lines: "商品", units: "件数", amount: "金额", promise: "承诺发货", warehouse: "仓库", tags: "标签", notes: "备注", event: "最近动态", placed: "下单时间", paid: "支付时间", shop: "店铺", paidAmount: "实付",
    f_state: "状态", f_shop_id: "店铺", f_warehouse_id: "仓库", f_hold: "锁单", f_tag: "标签", f_province: "省份", f_paid: "支付日期", f_placed: "下单日期", f_overdue: "已超时", f_due_within_h: "几小时内到期", f_priority: "加急", f_number: "单号开头", f_source_no: "来源单号开头", f_phone_tail: "手机尾号", f_receiver: "收件人姓名", f_phone: "手机号", f_sku: "商品编码", f_tracking_no: "运单号", f_q: "搜索",
    anyHold: "任意锁单", hoursHint: "小时", hours: (n: string) => `${n} 小时内`, today: "今天", yesterday: "昨天", last7: "近 7 天", last30: "近 30 天", from: "从", to: "到", apply: "应用", exact: "需完整姓名", fourDigits: "4 位数字", tagHint: "输入标签后回车",
    selected: (n: string) => `已选 ${n} 笔`, selectAllMatching: (n: string) => `选择全部符合的 ${n} 笔`, allMatching: (n: string) => `已选全部符合条件的 ${n} 笔`, clearSelection: "取消选择", moreActions: "更多",
    emptyTitle: "没有符合的订单", emptyHelp: "换一个状态或放宽筛选条件。", firstTitle: "这里会列出所有渠道的订单", firstHelp: "从平台导出的文件导入，或通过 API 送入。每张单的状态、承诺时间、分仓和原因都会在这里。", importFirst: "导入第一批订单",
    moreWarehouses: (n: number) => `由 ${n} 个仓库发货`, colon: "：", moreLines: (n: number) => `+${n}`, updates: "有新变化，点此刷新", listLabel: "订单列表",
    exportTitle: "导出订单", exportHelp: "按当前筛选和列导出，个人信息保持遮蔽。", exporting: (n: string) => `已读取 ${n} 行`, exportStart: "开始导出", exportStop: "停止", exportDone: (n: string) => `已导出 ${n} 行`, exportCap: (n: string) => `一次最多导出 ${n} 行，请缩小筛选范围分批导出`, buyerNote: "买家留言", sellerNote: "卖家备注", stateTabs: "按状态",
    loaded: (n: string) => `已加载 ${n}`, matching: (n: string) => `共 ${n} 笔`,
  },
  {
    title: "Orders", views: "Views", workViews: "To do", myViews: "My views", sharedViews: "Shared views", allOrders: "All orders", review: "To review", heldView: "On hold", overdue: "Late", dueSoon: "Due soon", short: "Short of stock", priorityView: "Priority",
    quarantined: "Quarantine", saveView: "Save as view", updateView: "Update this view", viewName: "Name", shareView: "Everyone sees it", deleteView: "Delete view", deleteViewAsk: (name) => `Delete the view “${name}”? Orders stay as they are`, viewSaved: "View saved", foldViews: "Hide views", showViews: "Show views",
    all: "All", searchHint: "Number, source no., phone tail, receiver, SKU, tracking", search: "Search orders", filter: "Filter", addFilter: "Add filter", clearFilters: "Clear filters", columns: "Columns", density: "Row height", compactRows: "Compact", comfortRows: "Comfortable", resetColumns: "Reset", exportCsv: "Export CSV", moveUp: "Move up", moveDown: "Move down",
    state: "State", number: "Number", source: "Source no.", receiver: "Receiver", buyer: "Buyer", region: "Region", lines: "Lines", units: "Units", amount: "Amount", promise: "Promised", warehouse: "Warehouse", tags: "Tags", notes: "Notes", event: "Last event", placed: "Placed", paid: "Paid", shop: "Shop", paidAmount: "Paid amount",
    f_state: "State", f_shop_id: "Shop", f_warehouse_id: "Warehouse", f_hold: "Hold", f_tag: "Tag", f_province: "Province", f_paid: "Paid on", f_placed: "Placed on", f_overdue: "Late", f_due_within_h: "Due within", f_priority: "Priority", f_number: "Number starts with", f_source_no: "Source no. starts with", f_phone_tail: "Phone tail", f_receiver: "Receiver name", f_phone: "Phone", f_sku: "SKU code", f_tracking_no: "Tracking no.", f_q: "Search",
    anyHold: "Any hold", hoursHint: "hours", hours: (n) => `${n} h`, today: "Today", yesterday: "Yesterday", last7: "Last 7 days", last30: "Last 30 days", from: "From", to: "To", apply: "Apply", exact: "The full name", fourDigits: "4 digits", tagHint: "Type a tag, press Enter",
    selected: (n) => `${n} selected`, selectAllMatching: (n) => `Select all ${n} that match`, allMatching: (n) => `All ${n} that match are selected`, clearSelection: "Clear", moreActions: "More",
    emptyTitle: "No orders match", emptyHelp: "Choose another state or loosen the filters.", firstTitle: "Orders of every channel will be here", firstHelp: "Import a platform's export file, or send orders by the API. Each order shows its state, promise, warehouse and the reasons.", importFirst: "Import the first orders",
    moreWarehouses: (n) => `ships from ${n} warehouses`, colon: ": ", moreLines: (n) => `+${n}`, updates: "There are changes, refresh", listLabel: "Orders",
    exportTitle: "Export orders", exportHelp: "With the current filters and columns; personal data stays masked.", exporting: (n) => `${n} rows read`, exportStart: "Export", exportStop: "Stop", exportDone: (n) => `${n} rows exported`, exportCap: (n) => `At most ${n} rows at once; narrow the filters and export in parts`, buyerNote: "Buyer note", sellerNote: "Seller note", stateTabs: "By state",
    loaded: (n) => `${n} loaded`, matching: (n) => `${n} in all`,
  },
);
