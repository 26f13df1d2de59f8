import { expect, test } from "vitest";

const sources = import.meta.glob("./**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" }) as Record<string, string>;

function imports(text: string): string[] {
  return [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)|import "([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** shared (components, api, i18n) never looks up at features or app; a feature never looks at another. */
test("imports point down and features do not know each other", () => {
  const wrong: string[] = [];
  for (const [path, text] of Object.entries(sources)) {
    const feature = /^\.\/features\/([^/]+)\//.exec(path)?.[1];
    const shared = /^\.\/(components|api|i18n)\//.test(path);
    for (const target of imports(text)) {
      if (shared && /^@\/(features|app)\//.test(target)) wrong.push(`${path} -> ${target}`);
      if (shared && path.startsWith("./api/") && target.startsWith("@/components/")) wrong.push(`${path} -> ${target}`);
      if (feature && (/^@\/(features|app)\//.test(target) || target.startsWith("../"))) wrong.push(`${path} -> ${target}`);
    }
  }
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
