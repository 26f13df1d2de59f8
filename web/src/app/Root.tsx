import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App, ConfigProvider } from "antd";
import { useMemo, type ReactNode } from "react";
import { ApiError } from "@/api/client";
import { antLocaleEn, antLocaleZh } from "@/app/antLocale";
import { createAppRouter } from "@/app/router";
import { antTheme, useDark } from "@/app/theme";
import { LocaleProvider, useLocale } from "@/i18n/locale";

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        // A shop's own network may reach its server without the internet: never wait for the browser to feel online.
        networkMode: "always",
        // A refusal will be refused again; only what may pass by itself is tried once more.
        retry: (count, error) => count < 1 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 502),
      },
      mutations: { networkMode: "always" },
    },
  });
}

const client = createClient();

export function Root() {
  return (
    <LocaleProvider>
      <QueryClientProvider client={client}>
        <Themed />
      </QueryClientProvider>
    </LocaleProvider>
  );
}

/** Inside the router, so that a message may hold a link. */
function Messages({ children }: { children: ReactNode }) {
  return <App className="app-root" message={{ maxCount: 3 }}>{children}</App>;
}

function Themed() {
  const dark = useDark();
  const { locale } = useLocale();
  const theme = useMemo(() => antTheme(dark), [dark]);
  const router = useMemo(() => createAppRouter(client), []);
  return (
    <ConfigProvider theme={theme} locale={locale === "en" ? antLocaleEn : antLocaleZh} button={{ autoInsertSpace: false }}>
      <RouterProvider router={router} InnerWrap={Messages} />
    </ConfigProvider>
  );
}
