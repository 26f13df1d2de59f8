import { takeEarly } from "@/api/early";
import type { Locale } from "@/api/types";

// One door to the server: session cookie, CSRF header, language, problem+json. Everything else builds on these four verbs.

interface Problem { type?: string; title?: string; status?: number; detail?: string; code?: string; mend?: string; errors?: { loc: (string | number)[] | string; msg: string }[] }

/** A refused request: what happened, a stable code, and how to mend it, in the user's language. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly what: string;
  readonly mend: string | null;
  readonly fields: { loc: string; msg: string }[];
  readonly retryAfterSeconds: number | null;

  constructor(status: number, problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? `http.${status}`;
    this.what = this.message;
    this.mend = problem.mend ?? null;
    this.fields = (problem.errors ?? []).map((error) => ({
      loc: Array.isArray(error.loc) ? error.loc.join(".") : error.loc,
      msg: error.msg,
    }));
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

let csrfToken = "";
let language: Locale = "zh-CN";
let onSignedOut: () => void = () => undefined;

export function setCsrfToken(token: string): void {
  csrfToken = token;
}
export function setRequestLanguage(locale: Locale): void {
  language = locale;
}
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

export type QueryValue = string | number | boolean | undefined | null | readonly string[];
export type Query = Record<string, QueryValue>;

/** Repeats array values (`state=paid&state=picking`), drops what is empty. */
export function toQueryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object") for (const one of value) search.append(key, one);
    else search.append(key, value === true ? "1" : String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

interface Options { query?: Query; body?: unknown; form?: FormData; signal?: AbortSignal; idempotencyKey?: string; quiet401?: boolean }

async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": language };
  if (method !== "GET") headers["X-CSRF-Token"] = csrfToken;
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  let body: BodyInit | undefined = options.form;
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(options.body);
  }
  let response: Response;
  try {
    const address = `${path}${toQueryString(options.query ?? {})}`;
    response = (method === "GET" ? await takeEarly(address) : undefined)
      ?? await fetch(`/v1${address}`, { method, headers, body, signal: options.signal, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, offlineProblem());
  }
  if (response.ok) {
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }
  if (response.status === 401 && !options.quiet401) onSignedOut();
  throw new ApiError(response.status, await readProblem(response), retryAfter(response));
}

function offlineProblem(): Problem {
  return language === "en"
    ? { code: "network.unreachable", detail: "The server does not answer", mend: "Check the network and that Danshu is running, then try again" }
    : { code: "network.unreachable", detail: "连不上服务器", mend: "请检查网络，以及单枢是否在运行，然后重试" };
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { title: `${response.status} ${response.statusText}` };
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** A key that lets the server answer a repeated click with the first click's result. */
export function newIdempotencyKey(): string {
  // randomUUID exists only in secure contexts; plain http on a shop's own network is common.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>("GET", path, { query, signal }),
  getQuiet: <T>(path: string) => request<T>("GET", path, { quiet401: true }),
  post: <T>(path: string, body?: unknown, options: Omit<Options, "body"> = {}) => request<T>("POST", path, { ...options, body: body ?? {} }),
  postForm: <T>(path: string, form: FormData) => request<T>("POST", path, { form }),
  put: <T>(path: string, body: unknown) => request<T>("PUT", path, { body }),
  patch: <T>(path: string, body: unknown) => request<T>("PATCH", path, { body }),
  delete: <T>(path: string) => request<T>("DELETE", path),
};
