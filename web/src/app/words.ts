import { defineWords } from "@/i18n/words";

export const appWords = defineWords(
  "app",
  {
    product: "单枢", home: "首页", orders: "订单", stock: "库存", skus: "商品", listings: "商品对应", imports: "导入", quarantine: "隔离区", runs: "执行记录",
    network: "仓库与时效", shops: "店铺", accounts: "用户与权限", audit: "操作日志", settings: "设置", more: "更多", find: "查找", mainNav: "主导航",
    collapse: "收起导航", expand: "展开导航", searchHint: "单号、手机尾号、运单号、商品…", commands: "命令", skip: "跳到正文",
    live: "实时", connecting: "连接中", offline: "已断开", liveHelp: "有变化时页面自动更新", offlineHelp: "与服务器的实时连接已断开，正在重连；内容可能不是最新",
    language: "语言", theme: "外观", system: "跟随系统", light: "浅色", dark: "深色", password: "修改密码", signOut: "退出登录", shortcuts: "快捷键",
    oldPassword: "原密码", newPassword: "新密码", passwordAgain: "再输一次新密码", passwordDiffers: "两次输入的新密码不同", passwordChanged: "密码已修改", passwordShort: "新密码至少 8 个字符",
    goTo: "前往", ordersFound: "订单", actions: "操作", noResult: "没有找到", noResultHelp: "可输入单号开头、来源单号、手机尾号 4 位、收件人、商品编码或运单号", commandHint: "输入以查找订单，或前往页面",
    newImport: "导入订单文件", switchLanguage: "切换到 English", switchTheme: "切换深浅外观", enterOpens: "回车打开", searching: "正在查找",
    scanNone: (code: string) => `没有找到 ${code}`, notFound: "没有这个页面", notFoundHelp: "地址可能写错了，或页面已移走。", goHome: "回到首页", crashed: "这个页面出错了", crashedHelp: "请刷新；如果再次出现，请把下面的信息交给管理员。",
    keyMove: "下一行 / 上一行", keySelect: "选择", keyRange: "选择一段", keyShift: "Shift + 点击", keyOpen: "打开", keySearch: "搜索", keyCommands: "命令栏", keyHelp: "本帮助", keyEscape: "关闭", keyScan: "扫码枪：在任何页面直接扫描即可打开订单",
    updated: "有新版本，刷新后生效", refreshPage: "刷新页面",
  },
  {
    product: "Danshu", home: "Home", orders: "Orders", stock: "Stock", skus: "SKUs", listings: "Listings", imports: "Imports", quarantine: "Quarantine", runs: "Runs",
    network: "Network", shops: "Shops", accounts: "Users", audit: "Audit log", settings: "Settings", more: "More", find: "Find", mainNav: "Main navigation",
    collapse: "Collapse navigation", expand: "Expand navigation", searchHint: "Number, phone tail, tracking, SKU…", commands: "Commands", skip: "Skip to content",
    live: "Live", connecting: "Connecting", offline: "Offline", liveHelp: "The page updates by itself", offlineHelp: "The live connection is lost and is being restored; what you see may be old",
    language: "Language", theme: "Appearance", system: "System", light: "Light", dark: "Dark", password: "Change password", signOut: "Sign out", shortcuts: "Shortcuts",
    oldPassword: "Current password", newPassword: "New password", passwordAgain: "New password again", passwordDiffers: "The two new passwords differ", passwordChanged: "Password changed", passwordShort: "At least 8 characters",
    goTo: "Go to", ordersFound: "Orders", actions: "Actions", noResult: "Nothing found", noResultHelp: "Try the start of a number, a source number, 4 digits of a phone, a receiver, a SKU or a tracking number", commandHint: "Type to find orders, or go to a page",
    newImport: "Import an order file", switchLanguage: "切换到中文", switchTheme: "Switch light or dark", enterOpens: "Enter opens", searching: "Searching",
    scanNone: (code) => `Nothing found for ${code}`, notFound: "No such page", notFoundHelp: "The address may be wrong, or the page has moved.", goHome: "Go to Home", crashed: "This page failed", crashedHelp: "Reload; if it happens again give the text below to an administrator.",
    keyMove: "Next / previous row", keySelect: "Select", keyRange: "Select a range", keyShift: "Shift + click", keyOpen: "Open", keySearch: "Search", keyCommands: "Command bar", keyHelp: "This help", keyEscape: "Close", keyScan: "Barcode scanner: scan on any page to open the order",
    updated: "A new version is there; reload to use it", refreshPage: "Reload",
  },
);
