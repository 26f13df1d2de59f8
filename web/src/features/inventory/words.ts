import { defineWords } from "@/i18n/words";

export const stockWords = defineWords(
  "inventory",
  {
    title: "库存", subtitle: "可用 = 现有 − 待发货 − 未支付占用 − 冻结（按设置计入退货在途）", search: "商品编码、名称或条码", allWarehouses: "全部仓库", low: "偏低", short: "缺货",
    sku: "商品编码", name: "名称", onHand: "现有", toShip: "待发货", unpaid: "未支付占用", frozen: "冻结", returning: "退货在途", available: "可用", shortQty: "缺口", nodes: "分仓", allocated: "已分配", free: "可分配", warehouse: "仓库",
    emptyTitle: "还没有库存", emptyHelp: "先建立商品，再做一次入库。历史导入会自动建立缺少的商品。", emptyFilter: "没有符合的商品", receive: "入库", goSkus: "去建商品",
    howAvailable: "可用量怎么来的", notCounted: "不计入", ledger: "流水", holders: "谁占用了", shortOrders: (n: number) => `${n} 笔订单在等货`, noLedger: "还没有流水", noHolders: "没有订单占用", noNodes: "各仓都没有存货",
    kind: "类型", change: "变动", order: "订单", reason: "原因", actor: "操作者", balance: "之后现有", since: "自", why: "原因", qty: "数量", k_unpaid: "未支付占用", k_to_ship: "待发货", at: "时间",
    ch_on_hand: "现有", ch_to_ship: "待发货", ch_unpaid: "未支付", ch_frozen: "冻结", ch_allocated: "已分配", ch_returning: "退货在途", open: "查看商品", actions: "操作",
    l_receive: "入库", l_adjust: "调整", l_freeze: "冻结", l_unfreeze: "解冻", l_count: "盘点", l_reserve: "预占", l_release: "释放", l_allocate: "分配", l_ship: "出库", l_return: "退货",
  },
  {
    title: "Stock", subtitle: "Available = on hand − to ship − unpaid − frozen (returns on the way as set)", search: "SKU code, name or barcode", allWarehouses: "All warehouses", low: "Low", short: "Short",
    sku: "SKU", name: "Name", onHand: "On hand", toShip: "To ship", unpaid: "Unpaid", frozen: "Frozen", returning: "Returning", available: "Available", shortQty: "Short by", nodes: "By warehouse", allocated: "Allocated", free: "Free", warehouse: "Warehouse",
    emptyTitle: "No stock yet", emptyHelp: "Create SKUs first, then receive stock. A history import creates missing SKUs by itself.", emptyFilter: "No SKU matches", receive: "Receive", goSkus: "Create SKUs",
    howAvailable: "How available is made", notCounted: "not counted", ledger: "Ledger", holders: "Who holds it", shortOrders: (n) => `${n} orders wait for stock`, noLedger: "No entries yet", noHolders: "No order holds any", noNodes: "No warehouse has any",
    kind: "Kind", change: "Change", order: "Order", reason: "Reason", actor: "By", balance: "On hand after", since: "Since", why: "Why", qty: "Qty", k_unpaid: "Unpaid", k_to_ship: "To ship", at: "Time",
    ch_on_hand: "on hand", ch_to_ship: "to ship", ch_unpaid: "unpaid", ch_frozen: "frozen", ch_allocated: "allocated", ch_returning: "returning", open: "Open SKU", actions: "Actions",
    l_receive: "Receive", l_adjust: "Adjust", l_freeze: "Freeze", l_unfreeze: "Unfreeze", l_count: "Count", l_reserve: "Reserve", l_release: "Release", l_allocate: "Allocate", l_ship: "Ship", l_return: "Return",
  },
);
