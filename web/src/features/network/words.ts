import { defineWords } from "@/i18n/words";

export const networkWords = defineWords(
  "network",
  {
    title: "仓库与时效", warehouses: "仓库与地区优先级", zones: "承诺时效", calendar: "工作日历", add: "新建仓库", edit: "编辑仓库", code: "编码", name: "名称", province: "省", city: "市", longitude: "经度", latitude: "纬度", active: "启用", stopped: "停用", status: "状态", cutoff: "截单时间", cutoffHelp: "此时间后支付的订单从下一个工作日算起", workdays: "工作日", days: "一二三四五六日", priority: "优先地区", priorityHelp: "名次小的优先；没有列出的地区按距离选择", addRegion: "添加地区", rank: "名次", none: "还没有仓库", noneHelp: "至少建立一个仓库，订单才能分仓发货。",
    zonesHelp: "按收货省份承诺多少小时内发货；省份只属于一个时效区", zone: "时效区", hours: "小时", provinces: "省份", unassigned: (names: string) => `按设置里的默认时效承诺：${names}`, twice: (names: string) => `重复归入：${names}`, otherProvinces: "其余省份", addZone: "添加时效区", zoneCode: "代码", zoneTitle: "名称", holidays: "节假日（不计入时效）", extra: "调休工作日", datesHelp: "每行一个日期，如 2026-10-01", badDates: (text: string) => `不是日期：${text}`,
  },
  {
    title: "Warehouses and promises", warehouses: "Warehouses and regions", zones: "Promise zones", calendar: "Calendar", add: "New warehouse", edit: "Edit warehouse", code: "Code", name: "Name", province: "Province", city: "City", longitude: "Longitude", latitude: "Latitude", active: "Active", stopped: "Inactive", status: "Status", cutoff: "Cut-off", cutoffHelp: "Orders paid later count from the next working day", workdays: "Working days", days: "MTWTFSS", priority: "Priority regions", priorityHelp: "The lowest rank first; other regions by distance", addRegion: "Add region", rank: "Rank", none: "No warehouse yet", noneHelp: "Orders need at least one warehouse to ship from.",
    zonesHelp: "Hours promised by province; a province belongs to one zone", zone: "Zone", hours: "Hours", provinces: "Provinces", unassigned: (names) => `Promised by the default in Settings: ${names}`, twice: (names) => `In two zones: ${names}`, otherProvinces: "All other provinces", addZone: "Add zone", zoneCode: "Code", zoneTitle: "Title", holidays: "Holidays (not counted)", extra: "Extra working days", datesHelp: "One date a line, as 2026-10-01", badDates: (text) => `Not a date: ${text}`,
  },
);
