import { lazy, Suspense } from "react";
import { SkeletonLines } from "@/components/Feedback";
import { Workbench } from "@/features/workbench/Workbench";

const OrderView = lazy(async () => ({ default: (await import("@/features/order/OrderView")).OrderView }));

/** Joins the list and the order beside it: two features that do not know each other. */
export default function WorkbenchRoute() {
  return (
    <Workbench
      renderOrder={(id, close) => (
        <Suspense fallback={<SkeletonLines lines={8} />}><OrderView key={id} id={id} compact onClose={close} /></Suspense>
      )}
    />
  );
}
