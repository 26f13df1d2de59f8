import { expect, test } from "vitest";
import { declaredWords } from "@/i18n/words";

// Every dictionary registers itself when it is imported.
Object.assign(globalThis, { localStorage: { getItem: () => null } });
const modules = import.meta.glob("../**/*[wW]ords.ts", { eager: true });

const han = /\p{Script=Han}/u;
// The name of the other language is written in that language.
const inOwnScript = new Set(["login.other", "app.switchLanguage"]);

test("every word exists in both languages and is not left in the other", () => {
  const dictionaries = declaredWords();
  expect(dictionaries.length).toBeGreaterThanOrEqual(14);
  expect(Object.keys(modules).length).toBeGreaterThan(dictionaries.length);
  const wrong: string[] = [];
  for (const { name, zh, en } of dictionaries) {
    if (Object.keys(zh).join() !== Object.keys(en).join()) wrong.push(`${name}: keys differ`);
    for (const [key, word] of Object.entries(en)) {
      const text = typeof word === "string" ? word : String(word);
      if (text.trim() === "") wrong.push(`${name}.${key}: empty`);
      if (han.test(text) && !inOwnScript.has(`${name}.${key}`)) wrong.push(`${name}.${key}: Chinese in English`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no exclamation marks and no apologies on any screen", () => {
  const loud = declaredWords().flatMap(({ name, zh, en }) => [...Object.entries(zh), ...Object.entries(en)].filter(([, word]) => /[!！]|抱歉|对不起|sorry/i.test(typeof word === "string" ? word : String(word))).map(([key]) => `${name}.${key}`));
  expect(loud).toEqual([]);
});
