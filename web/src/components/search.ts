export type SearchValue = string | string[] | undefined;
export type Search = Record<string, SearchValue>;

/** The address bar in plain words: `?state=paid&state=picking`; ids stay text, whatever they look like. */
export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const old = search[key];
    search[key] = old === undefined ? value : Array.isArray(old) ? [...old, value] : [old, value];
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(key, String(one));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

export function one(value: SearchValue): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
