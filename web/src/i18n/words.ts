import { useLocale } from "@/i18n/locale";

type Word = string | ((...args: never[]) => string);
type Shape<Z> = { [K in keyof Z]: Z[K] extends (...args: infer A) => string ? (...args: A) => string : string };
export interface Words<Z> { zh: Z; en: Shape<Z> }

const all: { name: string; zh: Record<string, Word>; en: Record<string, Word> }[] = [];

/** Declares one feature's words. Chinese is the source; a key that English lacks, or has too many, does not compile. */
export function defineWords<Z extends Record<string, Word>>(name: string, zh: Z, en: Shape<Z>): Words<Z> {
  all.push({ name, zh, en: en as Record<string, Word> });
  return { zh, en };
}

/** All dictionaries loaded so far; the completeness test reads them. */
export function declaredWords(): typeof all {
  return all;
}

export function useWords<Z>(words: Words<Z>): Shape<Z> {
  return useLocale().locale === "en" ? words.en : (words.zh as Shape<Z>);
}
