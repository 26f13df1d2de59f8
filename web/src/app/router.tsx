import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery } from "@/api/session";
import { CrashPage, MissingPage, PendingPage } from "@/app/pages";
import { Shell } from "@/app/shell/Shell";
import { parseSearch, stringifySearch, type Search } from "@/components/search";

const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute, path: "/login", component: lazyRouteComponent(() => import("@/features/accounts/LoginPage")),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery());
    if (!session) throw redirect({ to: "/login", search: location.href === "/" ? {} : { next: location.href } });
  },
});

const pages = {
  home: () => import("@/features/home/HomePage"),
  workbench: () => import("@/app/routes/WorkbenchRoute"),
  order: () => import("@/features/order/OrderPage"),
};

/** Fetches the script of the first page while the session is still being asked for; the router itself would wait. */
export function startPage(path: string): void {
  if (path === "/") void pages.home();
  else if (path === "/orders") void pages.workbench();
  else if (path.startsWith("/orders/")) void pages.order();
}

const lazyPages = {
  home: lazyRouteComponent(pages.home),
  workbench: lazyRouteComponent(pages.workbench),
  order: lazyRouteComponent(pages.order),
  stock: lazyRouteComponent(() => import("@/features/inventory/StockPage")),
  skus: lazyRouteComponent(() => import("@/features/catalog/SkusPage")),
  listings: lazyRouteComponent(() => import("@/features/catalog/ListingsPage")),
  imports: lazyRouteComponent(() => import("@/features/importing/ImportsPage")),
  importJob: lazyRouteComponent(() => import("@/features/importing/ImportPage")),
  quarantine: lazyRouteComponent(() => import("@/features/quarantine/QuarantinePage")),
  runs: lazyRouteComponent(() => import("@/features/runs/RunsPage")),
  run: lazyRouteComponent(() => import("@/features/runs/RunPage")),
  network: lazyRouteComponent(() => import("@/features/network/NetworkPage")),
  shops: lazyRouteComponent(() => import("@/features/shops/ShopsPage")),
  accounts: lazyRouteComponent(() => import("@/features/accounts/AccountsPage")),
  audit: lazyRouteComponent(() => import("@/features/accounts/AuditPage")),
  settings: lazyRouteComponent(() => import("@/features/settings/SettingsPage")),
};

const parent = () => shellRoute;
const routeTree = rootRoute.addChildren([
  loginRoute,
  shellRoute.addChildren([
    createRoute({ getParentRoute: parent, path: "/", component: lazyPages.home }),
    createRoute({ getParentRoute: parent, path: "/orders", component: lazyPages.workbench }),
    createRoute({ getParentRoute: parent, path: "/orders/$orderId", component: lazyPages.order }),
    createRoute({ getParentRoute: parent, path: "/stock", component: lazyPages.stock }),
    createRoute({ getParentRoute: parent, path: "/skus", component: lazyPages.skus }),
    createRoute({ getParentRoute: parent, path: "/listings", component: lazyPages.listings }),
    createRoute({ getParentRoute: parent, path: "/imports", component: lazyPages.imports }),
    createRoute({ getParentRoute: parent, path: "/imports/$importId", component: lazyPages.importJob }),
    createRoute({ getParentRoute: parent, path: "/quarantine", component: lazyPages.quarantine }),
    createRoute({ getParentRoute: parent, path: "/runs", component: lazyPages.runs }),
    createRoute({ getParentRoute: parent, path: "/runs/$runId", component: lazyPages.run }),
    createRoute({ getParentRoute: parent, path: "/network", component: lazyPages.network }),
    createRoute({ getParentRoute: parent, path: "/shops", component: lazyPages.shops }),
    createRoute({ getParentRoute: parent, path: "/accounts", component: lazyPages.accounts }),
    createRoute({ getParentRoute: parent, path: "/audit", component: lazyPages.audit }),
    createRoute({ getParentRoute: parent, path: "/settings", component: lazyPages.settings }),
  ]),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree, context: { client }, parseSearch, stringifySearch,
    defaultPreload: "intent", defaultPreloadDelay: 60, defaultPendingMs: 150, defaultPendingMinMs: 0,
    defaultPendingComponent: PendingPage, defaultErrorComponent: CrashPage, defaultNotFoundComponent: MissingPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register { router: ReturnType<typeof createAppRouter> }
}
