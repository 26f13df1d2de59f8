import { useQueryClient } from "@tanstack/react-query";
import { Input, InputNumber, Select, Switch } from "antd";
import { useState } from "react";
import { shopWords } from "./words";
import { api } from "@/api/client";
import { useMeta } from "@/api/meta";
import { useSession } from "@/api/session";
import type { Shop } from "@/api/types-work";
import { Field, FormDialog } from "@/components/FormDialog";
import { pick, useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

const currencies = ["CNY", "USD", "EUR", "GBP", "HKD", "JPY", "AUD", "CAD", "SGD", "TWD", "KRW"].map((code) => ({ value: code, label: code }));

export function ShopDialog({ shop, onClose }: { shop: Shop | null; onClose: () => void }) {
  const t = useWords(shopWords);
  const { locale } = useLocale();
  const client = useQueryClient();
  const merchant = useSession()?.merchant;
  const channels = useMeta()?.channels ?? [];
  const [form, setForm] = useState(() => ({
    code: shop?.code ?? "", name: shop?.name ?? "", channel: shop?.channel ?? "", abbr: shop?.abbr ?? "", currency: shop?.currency ?? merchant?.currency ?? "CNY", zone: shop?.zone ?? merchant?.zone ?? "Asia/Shanghai",
    reserve_at: shop?.reserve_at ?? ("paid" as Shop["reserve_at"]), owns_payment: shop?.owns_payment ?? false, unpaid_minutes: shop?.unpaid_minutes ?? 30, active: shop?.active ?? true,
  }));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = async () => {
    const { code, channel, ...rest } = form;
    await (shop ? api.patch<Shop>(`/shops/${shop.id}`, rest) : api.post<Shop>("/shops", { code, channel, ...rest }));
    await client.invalidateQueries({ queryKey: ["shops"] });
  };
  const chooseChannel = (channel: string) => set({ channel, abbr: form.abbr || (channels.find((one) => one.code === channel)?.abbr ?? "") });
  return (
    <FormDialog title={shop ? t.edit : t.add} width={560} ready={form.code.trim() !== "" && form.name.trim() !== "" && form.channel !== "" && /^[A-Z][A-Z0-9]{0,5}$/.test(form.abbr)} onSave={save} onClose={onClose}>
      <div className="form-two">
        <Field label={t.name}><Input value={form.name} onChange={(event) => set({ name: event.target.value })} /></Field>
        <Field label={t.code}><Input className="mono" value={form.code} disabled={shop !== null} onChange={(event) => set({ code: event.target.value })} /></Field>
        <Field label={t.channel}><Select value={form.channel || undefined} disabled={shop !== null} onChange={chooseChannel} options={channels.map((one) => ({ value: one.code, label: pick(locale, one, one.code) }))} /></Field>
        <Field label={t.abbr} help={t.abbrHelp}><Input className="mono" maxLength={6} value={form.abbr} onChange={(event) => set({ abbr: event.target.value.toUpperCase() })} /></Field>
        <Field label={t.currency}><Select showSearch value={form.currency} options={currencies} onChange={(currency: string) => set({ currency })} /></Field>
        <Field label={t.zone}><Input value={form.zone} onChange={(event) => set({ zone: event.target.value })} /></Field>
        <Field label={t.reserveAt}><Select value={form.reserve_at} onChange={(reserve_at: Shop["reserve_at"]) => set({ reserve_at })} options={[{ value: "placed", label: t.placed }, { value: "paid", label: t.paid }, { value: "review", label: t.review }]} /></Field>
        {form.owns_payment && <Field label={t.unpaidMinutes}><InputNumber controls={false} className="wide" min={5} max={1440} precision={0} value={form.unpaid_minutes} onChange={(minutes) => set({ unpaid_minutes: minutes ?? 30 })} /></Field>}
      </div>
      <div className="row"><Switch id="owns-payment" checked={form.owns_payment} onChange={(owns) => set({ owns_payment: owns })} /><label htmlFor="owns-payment">{t.ownsPayment}</label></div>
      <span className="field-help">{t.ownsPaymentHelp}</span>
      <div className="row"><Switch id="shop-active" checked={form.active} onChange={(active) => set({ active })} /><label htmlFor="shop-active">{t.active}</label></div>
    </FormDialog>
  );
}
