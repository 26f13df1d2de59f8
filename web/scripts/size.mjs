// Prints the gzip size of what each page needs, and fails above the budget. Reads the manifest that `npm run build` writes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const root = new URL("../../src/danshu/app/static/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(root, ".vite/manifest.json"), "utf8"));
const budgetsKb = { shell: 250, workbench: 400 };

const sizes = new Map();
function gzipBytes(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(root, file)), { level: 9 }).length);
  return sizes.get(file);
}

/** Every file that a module needs before it runs: itself, its static imports, their styles. */
function filesOf(keys) {
  const seen = new Set();
  const files = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) visit(next);
  };
  keys.forEach(visit);
  return files;
}

const kb = (files) => [...files].reduce((sum, file) => sum + gzipBytes(file), 0) / 1000;
const shell = ["index.html"];
const pages = Object.keys(manifest).filter((key) => /^src\/(features|app\/routes)\/.*(Page|Route)\.tsx$/.test(key));
const rows = [["shell", kb(filesOf(shell))], ...pages.map((page) => [page, kb(filesOf([...shell, page]))])];
// The workbench counts with the order beside it: that is how people use it.
const workbench = kb(filesOf([...shell, "src/app/routes/WorkbenchRoute.tsx", "src/features/order/OrderPage.tsx"]));
rows.push(["workbench with order", workbench]);
for (const [name, size] of rows) console.log(`${size.toFixed(1).padStart(8)} kB  ${name}`);

const over = [["shell", rows[0][1]], ["workbench", workbench]].filter(([name, size]) => size > budgetsKb[name]);
for (const [name, size] of over) console.error(`${name} is ${size.toFixed(1)} kB gzip, the budget is ${budgetsKb[name]} kB`);
process.exit(over.length > 0 ? 1 : 0);
