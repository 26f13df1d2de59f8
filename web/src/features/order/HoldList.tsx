import { LockFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useOrderActions } from "./useOrderActions";
import { orderWords } from "./words";
import { useMeta } from "@/api/meta";
import { useActorName } from "@/components/ActorText";
import { useHoldTitle } from "@/components/StateTag";
import { TimeText } from "@/components/TimeText";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import type { Hold, OrderPage } from "@/api/types";

/** Each hold with its reason, who set it, what mends it, and its release. */
export function HoldList({ order }: { order: OrderPage }) {
  const t = useWords(orderWords);
  if (order.holds.length === 0 && order.released_holds.length === 0) return null;
  return (
    <div className="hold-list">
      {order.holds.map((hold) => <HoldRow key={hold.id} hold={hold} order={order} />)}
      {order.released_holds.length > 0 && (
        <details>
          <summary className="faint">{t.releasedHolds(order.released_holds.length)}</summary>
          {order.released_holds.map((hold) => <ReleasedRow key={hold.id} hold={hold} />)}
        </details>
      )}
    </div>
  );
}

function HoldRow({ hold, order }: { hold: Hold; order: OrderPage }) {
  const t = useWords(orderWords);
  const { locale } = useLocale();
  const title = useHoldTitle();
  const actions = useOrderActions(order);
  const meta = useMeta()?.hold_codes.find((one) => one.code === hold.code);
  const help = locale === "en" ? meta?.help_en : meta?.help_zh;
  const mend = meta?.mend_action;
  const by = useActorName()(hold.by ?? hold.source);
  return (
    <div className="banner danger hold-row">
      <LockFilled aria-hidden />
      <div className="grow">
        <b>{title(hold.code)}</b>{hold.reason && hold.reason !== title(hold.code) && <span> · {hold.reason}</span>}
        <div className="soft hold-meta">{help && <span>{help} · </span>}<TimeText at={hold.at} /><span> · {by}</span></div>
      </div>
      {mend && mend !== "order.release_hold" && actions.title(mend) && <Button size="small" onClick={() => actions.run(mend)}>{actions.title(mend)}</Button>}
      {hold.releasable && actions.can("order.release_hold") && <Button size="small" onClick={() => actions.run("order.release_hold", { hold_code: hold.code })}>{t.releaseHold}</Button>}
    </div>
  );
}

function ReleasedRow({ hold }: { hold: Hold }) {
  const title = useHoldTitle();
  return <div className="soft hold-meta">{title(hold.code)}{hold.reason ? ` · ${hold.reason}` : ""} · <TimeText at={hold.released_at ?? hold.at} /></div>;
}
