import { useQuery, type QueryClient } from "@tanstack/react-query";
import { api, ApiError, setCsrfToken } from "@/api/client";
import { rememberSignedIn } from "@/api/early";
import type { Session } from "@/api/types";

export const sessionKey = ["session"] as const;

async function readSession(): Promise<Session | null> {
  try {
    return keepSession(await api.getQuiet<Session>("/session"));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      rememberSignedIn(false);
      return null;
    }
    throw error;
  }
}

function keepSession(session: Session): Session {
  setCsrfToken(session.csrf_token);
  rememberSignedIn(true);
  return session;
}

export function sessionQuery() {
  return { queryKey: sessionKey, queryFn: readSession, staleTime: 5 * 60_000, retry: false } as const;
}

export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery()).data;
}

/** May this user do it? Unknown while the session loads counts as no. */
export function usePermission(): (code: string) => boolean {
  const session = useSession();
  return (code) => session?.permissions.includes(code) ?? false;
}

export async function signIn(client: QueryClient, login: string, password: string): Promise<Session> {
  const session = keepSession(await api.post<Session>("/session", { login, password }));
  client.setQueryData(sessionKey, session);
  return session;
}

export async function signOut(client: QueryClient): Promise<void> {
  await api.delete<void>("/session");
  rememberSignedIn(false);
  client.clear();
  client.setQueryData(sessionKey, null);
}

export async function savePreferences(client: QueryClient, preferences: Record<string, unknown>): Promise<void> {
  client.setQueryData(sessionKey, keepSession(await api.patch<Session>("/session/preferences", preferences)));
}
