import { defineWords } from "@/i18n/words";

export const catalogWords = defineWords(
  "catalog",
  {
    skus: "商品", skusHelp: "库存、分仓和发货都按商品编码进行", search: "编码、名称或条码", add: "新建商品", edit: "编辑商品", code: "编码", name: "名称", attributes: "规格", attributesHelp: "如：颜色=蓝, 尺码=M", barcode: "条码", weight: "重量（克）", cost: "成本", lowStock: "警戒库存", bundle: "组合商品", bundleHelp: "卖一份时，占用并发出各组成商品", components: "组成", addComponent: "添加组成商品", active: "在售", stopped: "停用", status: "状态", stock: "查看库存", emptySkus: "还没有商品", emptySkusHelp: "商品是库存的单位。可手工新建，历史导入也会自动建立缺少的商品。", noMatch: "没有符合的商品", codeFixed: "编码建立后不能修改", needComponents: "组合商品至少要有一个组成商品",
    listings: "商品对应", listingsHelp: "把各渠道的商品链接对应到自己的商品编码；未对应的行会锁住订单，不影响其他订单", unmatched: "未对应", matched: "已对应", itemCode: "渠道商品编码", titleCol: "渠道标题", shop: "店铺", sku: "对应商品", bind: "批量对应", bindOne: "选择商品", bindTo: (n: number) => `把 ${n} 个链接对应到`, bound: (n: number) => `已对应 ${n} 个，等待的订单会继续`, boundSome: (ok: number, bad: number) => `${ok} 个已对应，${bad} 个没有成功`, allMatched: "全部已对应", allMatchedHelp: "新上架的链接出现后会列在这里。", all: "全部", selected: (n: number) => `已选 ${n}`,
  },
  {
    skus: "SKUs", skusHelp: "Stock, sourcing and shipping all go by SKU code", search: "Code, name or barcode", add: "New SKU", edit: "Edit SKU", code: "Code", name: "Name", attributes: "Attributes", attributesHelp: "As: color=blue, size=M", barcode: "Barcode", weight: "Weight (g)", cost: "Cost", lowStock: "Low-stock threshold", bundle: "Bundle", bundleHelp: "Selling one reserves and ships its components", components: "Components", addComponent: "Add component", active: "Active", stopped: "Inactive", status: "Status", stock: "See stock", emptySkus: "No SKUs yet", emptySkusHelp: "A SKU is the unit of stock. Create one here; a history import creates missing ones by itself.", noMatch: "No SKU matches", codeFixed: "The code cannot be changed later", needComponents: "A bundle needs at least one component",
    listings: "Listings", listingsHelp: "Match each channel's items to your SKUs; an unmatched line holds its order and no other", unmatched: "Unmatched", matched: "Matched", itemCode: "Channel item", titleCol: "Channel title", shop: "Shop", sku: "SKU", bind: "Match selected", bindOne: "Choose a SKU", bindTo: (n) => `Match ${n} items to`, bound: (n) => `${n} matched, waiting orders go on`, boundSome: (ok, bad) => `${ok} matched, ${bad} not`, allMatched: "All matched", allMatchedHelp: "New items will be listed here.", all: "All", selected: (n) => `${n} selected`,
  },
);
