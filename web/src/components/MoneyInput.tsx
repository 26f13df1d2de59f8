import { Input } from "antd";
import { useState } from "react";
import { parseMoney, plainMoney } from "@/components/format/money";

/** Amounts are typed as people write them and kept as integers; text that is no amount is marked, never rounded. */
export function MoneyInput({ id, minor, currency, onChange }: { id?: string; minor: number | null; currency: string; onChange: (minor: number | null) => void }) {
  const [text, setText] = useState(minor === null ? "" : plainMoney(minor, currency));
  const parsed = parseMoney(text, currency);
  const wrong = text.trim() !== "" && parsed === null;
  return (
    <Input
      id={id} value={text} inputMode="decimal" suffix={currency} status={wrong ? "error" : undefined} aria-invalid={wrong}
      onChange={(event) => {
        setText(event.target.value);
        onChange(parseMoney(event.target.value, currency));
      }}
    />
  );
}
