import { defineWords } from "@/i18n/words";

export const sharedWords = defineWords(
  "shared",
  {
    retry: "重试", cancel: "取消", close: "关闭", save: "保存", saved: "已保存", add: "新增", edit: "编辑", remove: "删除", search: "搜索", all: "全部",
    loading: "加载中", loadMore: "加载更多", end: "没有更多了", copied: "已复制", copy: "点击复制", yes: "是", no: "否", none: "无", back: "返回", undo: "撤销",
    more: "更多", details: "详情", active: "启用", inactive: "停用", failed: "没有成功", nothing: "这里还没有内容", done: "完成", confirm: "确定", refresh: "刷新",
    selectRow: "选择此行", selectAll: "全选已加载的行", sortBy: (title: string) => `按${title}排序`,
    overdueBy: (text: string) => `超 ${text}`, dueIn: (text: string) => `剩 ${text}`,
    holds: (count: number) => `锁单 ${count}`, held: "已锁单", bundle: "组合", gift: "赠品", priority: "加急", buyerNote: "买家留言", sellerNote: "卖家备注",
    shippedOf: (shipped: number, total: number) => `已发 ${shipped}/${total}`, late: "超时", soon: "即将超时", never: "从未",
    reason: "原因", required: "必填", unsaved: "未保存", optional: "选填", networkMend: "请稍后重试",
    noPermission: "你没有这一页的权限", noPermissionMend: "请让管理员在“用户与权限”里开通。", by: "操作人",
    channel: "渠道", user: "用户", system: "系统", rule: "规则", apiActor: "API",
    csvDone: (count: number) => `已导出 ${count} 行`, today: "今天",
    json: "原文", copyAll: "复制全文",
  },
  {
    retry: "Retry", cancel: "Cancel", close: "Close", save: "Save", saved: "Saved", add: "Add", edit: "Edit", remove: "Delete", search: "Search", all: "All",
    loading: "Loading", loadMore: "Load more", end: "No more rows", copied: "Copied", copy: "Click to copy", yes: "Yes", no: "No", none: "None", back: "Back", undo: "Undo",
    more: "More", details: "Details", active: "Active", inactive: "Inactive", failed: "Not done", nothing: "Nothing here yet", done: "Done", confirm: "OK", refresh: "Refresh",
    selectRow: "Select row", selectAll: "Select all loaded rows", sortBy: (title) => `Sort by ${title}`,
    overdueBy: (text) => `${text} late`, dueIn: (text) => `${text} left`,
    holds: (count) => `${count} holds`, held: "On hold", bundle: "Bundle", gift: "Gift", priority: "Priority", buyerNote: "Buyer note", sellerNote: "Seller note",
    shippedOf: (shipped, total) => `Shipped ${shipped}/${total}`, late: "Late", soon: "Due soon", never: "Never",
    reason: "Reason", required: "Required", unsaved: "Not saved", optional: "Optional", networkMend: "Try again in a moment",
    noPermission: "You have no permission for this page", noPermissionMend: "Ask an administrator to grant it under Users and roles.", by: "By",
    channel: "Channel", user: "User", system: "System", rule: "Rule", apiActor: "API",
    csvDone: (count) => `${count} rows exported`, today: "Today",
    json: "Raw", copyAll: "Copy all",
  },
);
