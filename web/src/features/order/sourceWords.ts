import { defineWords, useWords } from "@/i18n/words";

// What the channel says of its order, in the words all connectors translate to.
const sourceWords = defineWords(
  "source",
  {
    pending_payment: "待付款", deposit_paid: "已付定金", locked: "禁止发货", paid: "已付款", partially_shipped: "部分发货", shipped: "已发货", delivered: "已签收", completed: "已完成", cancelled: "付款前关闭", closed: "已关闭",
  },
  {
    pending_payment: "Pending payment", deposit_paid: "Deposit paid", locked: "Shipping forbidden", paid: "Paid", partially_shipped: "Partly shipped", shipped: "Shipped", delivered: "Delivered", completed: "Completed", cancelled: "Closed unpaid", closed: "Closed",
  },
);

export function useSourceStatus(): (status: string) => string {
  const words: Record<string, string> = useWords(sourceWords);
  return (status) => words[status] ?? status;
}
