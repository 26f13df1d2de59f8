import { ArrowLeftOutlined } from "@ant-design/icons";
import { Link, useParams } from "@tanstack/react-router";
import { OrderView } from "./OrderView";
import { orderWords } from "./words";
import { useWords } from "@/i18n/words";

export default function OrderPage() {
  const t = useWords(orderWords);
  const { orderId } = useParams({ strict: false });
  return (
    <div className="page">
      <nav><Link to="/orders" search={{}} className="soft"><ArrowLeftOutlined /> {t.back}</Link></nav>
      {orderId && <OrderView key={orderId} id={orderId} />}
    </div>
  );
}
