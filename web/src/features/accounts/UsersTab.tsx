import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select, Switch } from "antd";
import { useState } from "react";
import { useRoles, useUsers } from "./api";
import { accountWords } from "./words";
import { api } from "@/api/client";
import { useWarehouses } from "@/api/directory";
import type { User } from "@/api/types-work";
import { EmptyState } from "@/components/Feedback";
import { Field, FormDialog } from "@/components/FormDialog";
import { Panel } from "@/components/PageFrame";
import { DataTable, type Column } from "@/components/table/DataTable";
import { TimeText } from "@/components/TimeText";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const rowKey = (row: User) => row.id;
const passwordLengthMin = 8;

export function UsersTab() {
  const t = useWords(accountWords);
  const { locale } = useLocale();
  const [editing, setEditing] = useState<User | "new" | null>(null);
  const users = useUsers();
  const roles = useRoles().data ?? [];
  const warehouses = useWarehouses();
  const columns: Column<User>[] = [
    { key: "name", title: t.name, width: 140, grow: 1, render: (row) => <b>{row.name}</b> },
    { key: "login", title: t.login, width: 130, render: (row) => <span className="mono">{row.login}</span> },
    { key: "roles", title: t.role, width: 180, grow: 1, render: (row) => row.roles.map((code) => <span key={code} className="chip">{pick(locale, roles.find((role) => role.code === code), code)}</span>) },
    { key: "warehouses", title: t.warehouses, width: 160, grow: 1, render: (row) => (row.warehouse_ids === null ? <span className="faint">{t.allWarehouses}</span> : row.warehouse_ids.map((id) => warehouses.find((one) => one.id === id)?.name ?? id).join("、")) },
    { key: "last", title: t.lastLogin, width: 120, render: (row) => <TimeText at={row.last_login_at} /> },
    { key: "active", title: t.status, width: 80, render: (row) => <span className={row.active ? "chip ok" : "chip"}>{row.active ? t.active : t.stopped}</span> },
  ];
  return (
    <Panel title={t.users} extra={<Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>{t.addUser}</Button>} flush>
      <DataTable flow label={t.users} columns={columns} rows={users.data ?? []} rowKey={rowKey} rowHeight={38} loading={users.isPending} error={users.error} onRetry={() => void users.refetch()} onOpen={setEditing} empty={<EmptyState title={t.noUsers} />} />
      {editing && <UserDialog user={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const t = useWords(accountWords);
  const { locale } = useLocale();
  const client = useQueryClient();
  const roles = useRoles().data ?? [];
  const warehouses = useWarehouses();
  const [form, setForm] = useState(() => ({
    login: user?.login ?? "", name: user?.name ?? "", roles: user?.roles ?? [], warehouse_ids: user?.warehouse_ids ?? null, active: user?.active ?? true, locale: user?.locale ?? ("zh-CN" as User["locale"]), password: "",
  }));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const passwordOk = form.password === "" ? user !== null : form.password.length >= passwordLengthMin;
  const save = async () => {
    const { login, password, ...rest } = form;
    const body = password ? { ...rest, password } : rest;
    await (user ? api.patch<User>(`/users/${user.id}`, body) : api.post<User>("/users", { login: login.trim(), ...body }));
    await client.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <FormDialog title={user ? t.editUser : t.addUser} ready={form.login.trim() !== "" && form.name.trim() !== "" && form.roles.length > 0 && passwordOk} onSave={save} onClose={onClose}>
      <div className="form-two">
        <Field label={t.login}><Input className="mono" value={form.login} disabled={user !== null} autoComplete="off" onChange={(event) => set({ login: event.target.value })} /></Field>
        <Field label={t.name}><Input value={form.name} onChange={(event) => set({ name: event.target.value })} /></Field>
      </div>
      <Field label={t.role}><Select mode="multiple" value={form.roles} onChange={(chosen: string[]) => set({ roles: chosen })} options={roles.map((role) => ({ value: role.code, label: pick(locale, role, role.code) }))} /></Field>
      <Field label={t.warehouses}><Select mode="multiple" allowClear placeholder={t.allWarehouses} value={form.warehouse_ids ?? []} onChange={(ids: string[]) => set({ warehouse_ids: ids.length > 0 ? ids : null })} options={warehouses.map((one) => ({ value: one.id, label: one.name }))} /></Field>
      <div className="form-two">
        <Field label={user ? t.newPassword : t.password} help={user ? t.passwordKeep : t.passwordHelp}><Input.Password value={form.password} autoComplete="new-password" onChange={(event) => set({ password: event.target.value })} /></Field>
        <Field label={t.language}><Select value={form.locale} onChange={(next: User["locale"]) => set({ locale: next })} options={[{ value: "zh-CN", label: "简体中文" }, { value: "en", label: "English" }]} /></Field>
      </div>
      <div className="row"><Switch id="user-active" checked={form.active} onChange={(active) => set({ active })} /><label htmlFor="user-active">{t.active}</label></div>
    </FormDialog>
  );
}
