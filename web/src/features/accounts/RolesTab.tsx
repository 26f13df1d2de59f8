import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox } from "antd";
import { useState } from "react";
import { useRoles } from "./api";
import { accountWords } from "./words";
import { api } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { Role } from "@/api/types-work";
import { ErrorState, SkeletonLines } from "@/components/Feedback";
import { Panel } from "@/components/PageFrame";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** What each role may do, as one table. */
export function RolesTab() {
  const t = useWords(accountWords);
  const roles = useRoles();
  if (roles.error && !roles.data) return <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  if (!roles.data) return <Panel title={t.roles}><SkeletonLines lines={8} /></Panel>;
  return <Matrix saved={roles.data} />;
}

function Matrix({ saved }: { saved: Role[] }) {
  const t = useWords(accountWords);
  const { locale } = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const permissions = useMeta()?.permissions ?? [];
  const [granted, setGranted] = useState(() => new Map(saved.map((role) => [role.code, new Set(role.permissions)])));
  const [busy, setBusy] = useState(false);
  const has = (role: string, permission: string) => granted.get(role)?.has(permission) ?? false;
  const toggle = (role: string, permission: string, on: boolean) => {
    const next = new Set(granted.get(role));
    if (on) next.add(permission);
    else next.delete(permission);
    setGranted(new Map(granted).set(role, next));
  };
  const changed = saved.filter((role) => {
    const now = granted.get(role.code) ?? new Set();
    return now.size !== role.permissions.length || role.permissions.some((permission) => !now.has(permission));
  });
  const save = async () => {
    setBusy(true);
    try {
      for (const role of changed) await api.put<Role>(`/roles/${role.code}`, { title_zh: role.title_zh, title_en: role.title_en, permissions: [...(granted.get(role.code) ?? [])] });
      await client.invalidateQueries({ queryKey: ["roles"] });
      message.success(t.saveRole);
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t.roles} extra={<>{changed.length > 0 && <span className="soon">{t.changed}</span>}<Button type="primary" loading={busy} disabled={changed.length === 0} onClick={() => void save()}>{t.saveRole}</Button></>} flush>
      <p className="faint list-pad">{t.rolesHelp}</p>
      <div className="small-table-box">
        <table className="small-table matrix">
          <thead><tr><th scope="col">{t.permission}</th>{saved.map((role) => <th key={role.code} scope="col">{pick(locale, role, role.code)}</th>)}</tr></thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission.code}>
                <td title={permission.code}>{pick(locale, permission, permission.code)}</td>
                {saved.map((role) => <td key={role.code}><Checkbox checked={has(role.code, permission.code)} disabled={role.code === "owner"} aria-label={`${pick(locale, role, role.code)} ${pick(locale, permission, permission.code)}`} onChange={(event) => toggle(role.code, permission.code, event.target.checked)} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
