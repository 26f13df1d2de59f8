import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

// The server to talk to while developing; the built bundle is always served by Danshu itself.
const backend = process.env.DANSHU_URL ?? "http://127.0.0.1:8000";


// Fifty small chunks cost a request each, six at a time (240 ms of a cold start of 940): one for what the first paint needs,
// and what several pages share in few pieces.
const groups = [
  { name: "shell", tags: ["$initial"], priority: 2 },
  { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 60_000, priority: 1 },
];

/** Icons stand beside words; left alone, screen readers would hear their English code names ("appstore") on every page. */
const quietIcons: Plugin = {
  name: "quiet-icons",
  transform(code, id) {
    if (!/@ant-design\/icons\/.*\/AntdIcon(Light)?\.js/.test(id)) return undefined;
    const quiet = code.replace(/role: "img",\s*"aria-label": icon\.name/, '...(restProps["aria-label"] ? { role: "img" } : { "aria-hidden": true })');
    if (quiet === code) throw new Error("Ant Design icons have changed: mend quiet-icons in vite.config.ts");
    return quiet;
  },
};

export default defineConfig({
  base: "/",
  plugins: [react(), quietIcons],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/v1": { target: backend }, "/healthz": { target: backend } } },
  build: {
    outDir: "../src/danshu/app/static",
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    // scripts/size.mjs holds the budgets.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: { groups }, chunkFileNames: (chunk) => `assets/${chunk.name.split("~")[0]}-[hash].js` } },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
