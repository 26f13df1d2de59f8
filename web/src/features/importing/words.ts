import { defineWords } from "@/i18n/words";

export const importWords = defineWords(
  "importing",
  {
    title: "导入", subtitle: "各平台导出的订单文件：xlsx、csv、txt，UTF-8 或 GBK", drop: "把文件拖到这里，或点击选择", dropHelp: "一次一个文件；先试读可以看到每一行的问题，不会写入任何数据", chosen: "已选文件", change: "换一个", format: "文件格式", auto: "自动识别", shop: "店铺", shopAuto: "按文件内容", mode: "导入方式", byFormat: "按格式默认", live: "新订单", liveHelp: "进入处理流程：预占库存、承诺、分仓", history: "历史订单", historyHelp: "只存最终状态，按当时时间入账；不预占、不锁单、不对外发送", dryRun: "先试读", dryHelp: "只检查，不写入", start: "开始导入", startDry: "开始试读", required: "必需的列", known: "认识的列",
    list: "历次导入", noImports: "还没有导入过文件", file: "文件", state: "状态", orders: "订单", lines: "行", errors: "错误行", when: "时间", by: "操作人", reading: "读取中", storing: "写入中", done: "完成", failed: "失败", queued: "排队中", dryBadge: "试读",
    result: "结果", linesRead: "读取行数", linesStored: "写入行数", ordersStored: "订单", cancellations: "取消与退货", duplicates: "重复", quarantined: "隔离", net: "净额", took: (text: string) => `用时 ${text}`, seeOrders: "查看订单", seeQuarantine: "查看隔离区", importForReal: "试读没有问题，正式导入请回到导入页选择同一文件",
    rowErrors: "逐行错误", rowErrorsHelp: "这些行没有导入；改好后重新导入整个文件即可，重复的行不会再次写入", rowNo: "行号", column: "列", value: "值", what: "问题", mend: "怎么改", downloadErrors: "下载错误表", noErrors: "没有错误", progress: (n: string) => `已读取 ${n} 行`, canLeave: "可以离开此页，导入会继续", back: "返回导入", uploading: "正在上传",
  },
  {
    title: "Imports", subtitle: "Order files exported by any platform: xlsx, csv, txt, UTF-8 or GBK", drop: "Drop a file here, or click to choose", dropHelp: "One file at a time; a dry run shows the problems of each row and writes nothing", chosen: "File", change: "Change", format: "Format", auto: "Detect", shop: "Shop", shopAuto: "From the file", mode: "Mode", byFormat: "The format's default", live: "New orders", liveHelp: "Go on their journey: reservation, promise, sourcing", history: "Past orders", historyHelp: "Stored in their final state at their own time; nothing is reserved, held or sent", dryRun: "Dry run", dryHelp: "Checks only, writes nothing", start: "Import", startDry: "Start dry run", required: "Required columns", known: "Known columns",
    list: "Past imports", noImports: "No file imported yet", file: "File", state: "State", orders: "Orders", lines: "Lines", errors: "Rows with errors", when: "Time", by: "By", reading: "Reading", storing: "Storing", done: "Done", failed: "Failed", queued: "Queued", dryBadge: "Dry run",
    result: "Result", linesRead: "Lines read", linesStored: "Lines stored", ordersStored: "Orders", cancellations: "Cancellations", duplicates: "Duplicates", quarantined: "Quarantined", net: "Net amount", took: (text) => `took ${text}`, seeOrders: "See orders", seeQuarantine: "See quarantine", importForReal: "To import for real, choose the same file on the import page",
    rowErrors: "Errors by row", rowErrorsHelp: "These rows were not imported; mend and import the whole file again, rows already stored are not stored twice", rowNo: "Row", column: "Column", value: "Value", what: "Problem", mend: "How to mend", downloadErrors: "Download errors", noErrors: "No errors", progress: (n) => `${n} rows read`, canLeave: "You may leave this page; the import goes on", back: "Back to imports", uploading: "Uploading",
  },
);
