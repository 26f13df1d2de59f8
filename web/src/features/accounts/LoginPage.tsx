import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { Button, Input, type InputRef } from "antd";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { ApiError } from "@/api/client";
import { signIn } from "@/api/session";
import { loginWords } from "./loginWords";
import { ErrorState } from "@/components/Feedback";
import { one } from "@/components/search";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import "@/styles/login.css";

/** Only addresses inside this site may be returned to. */
function safeNext(next: string | undefined): string {
  return next && next.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}

export default function LoginPage() {
  const t = useWords(loginWords);
  const { locale, setLocale } = useLocale();
  const client = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [wait, setWait] = useState(0);
  const passwordField = useRef<InputRef>(null);
  const loginField = useRef<InputRef>(null);

  useEffect(() => loginField.current?.focus(), []);
  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait > 0 || !login || !password) return;
    setBusy(true);
    setError(null);
    try {
      const session = await signIn(client, login, password);
      if (session.user.locale !== locale && localStorage.getItem("danshu.locale") === null) setLocale(session.user.locale);
      const next = safeNext(one(search.next));
      if (next === "/") await navigate({ to: "/", search: {} });
      else router.history.push(next);
    } catch (problem) {
      setError(problem);
      if (problem instanceof ApiError && problem.status === 429) setWait(Math.ceil(problem.retryAfterSeconds ?? 30));
      passwordField.current?.focus({ cursor: "all" });
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="login">
      <form className="login-box" onSubmit={(event) => void submit(event)}>
        <div className="login-brand"><img src="/icon.svg" width="40" height="40" alt="" /><div><h1>{t.title}</h1><p>{t.tagline}</p></div></div>
        <label className="field">{t.login}<Input ref={loginField} size="large" value={login} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} onChange={(event) => setLogin(event.target.value)} /></label>
        <label className="field">{t.password}<Input.Password ref={passwordField} size="large" value={password} name="password" autoComplete="current-password" onChange={(event) => setPassword(event.target.value)} /></label>
        <div className="login-message" aria-live="assertive">{error !== null && <LoginError error={error} />}</div>
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={wait > 0 || !login || !password}>{wait > 0 ? t.wait(wait) : t.submit}</Button>
        <button type="button" className="link-button login-language" lang={locale === "en" ? "zh-CN" : "en"} onClick={() => setLocale(locale === "en" ? "zh-CN" : "en")}>{t.other}</button>
      </form>
    </div>
  );
}

function LoginError({ error }: { error: unknown }) {
  const t = useWords(loginWords);
  if (error instanceof ApiError && error.status === 401) return <ErrorState inline error={new ApiError(0, { detail: t.wrong, mend: t.wrongHelp, code: error.code })} />;
  if (error instanceof ApiError && error.status === 429) return <ErrorState inline error={new ApiError(0, { detail: t.throttled, code: error.code })} />;
  return <ErrorState inline error={error} />;
}
