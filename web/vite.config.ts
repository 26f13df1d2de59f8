import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The server to talk to while developing; the built bundle is always served by Danshu itself.
const backend = process.env.DANSHU_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/v1": { target: backend }, "/healthz": { target: backend } } },
  build: {
    outDir: "../src/danshu/app/static",
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    // The shell is one chunk on purpose: fewer requests before the first paint. scripts/size.mjs holds the budget.
    chunkSizeWarningLimit: 1200,
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
