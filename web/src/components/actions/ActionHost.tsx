import { createContext, lazy, Suspense, use, useCallback, useMemo, useState, type ReactNode } from "react";
import type { ActionSpec, Params, Selection } from "@/api/types-work";
import { useActions, type Versions } from "@/api/actions";

const ActionDialog = lazy(() => import("@/components/actions/ActionDialog"));

export interface ActionRequest {
  action: ActionSpec;
  selection: Selection;
  count: number;
  params?: Params;
  /** When one order is meant: its lines and holds fill the form. */
  orderId?: string;
  /** The versions of the orders as the person saw them. */
  versions?: Versions;
  onDone?: () => void;
}
interface Host { open: (request: ActionRequest) => void; openByName: (name: string, request: Omit<ActionRequest, "action">) => boolean }

const ActionContext = createContext<Host | null>(null);

/** The one place where actions are confirmed, wherever their button is: preview, apply, results, undo. */
export function ActionHost({ children }: { children: ReactNode }) {
  const [request, setRequest] = useState<ActionRequest | null>(null);
  const orders = useActions("order");
  const stock = useActions("stock");
  const openByName = useCallback(
    (name: string, rest: Omit<ActionRequest, "action">) => {
      const action = [...orders, ...stock].find((one) => one.name === name);
      if (action) setRequest({ ...rest, action });
      return action !== undefined;
    },
    [orders, stock],
  );
  const host = useMemo(() => ({ open: setRequest, openByName }), [openByName]);
  return (
    <ActionContext value={host}>
      {children}
      {request && (
        <Suspense fallback={null}>
          <ActionDialog key={request.action.name + JSON.stringify(request.selection)} request={request} onClose={() => setRequest(null)} />
        </Suspense>
      )}
    </ActionContext>
  );
}

export function useActionHost(): Host {
  const host = use(ActionContext);
  if (!host) throw new Error("useActionHost needs ActionHost above it");
  return host;
}
