import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api } from "@/api/client";
import type { Page } from "@/api/types";
import type { Sku } from "@/api/types-work";
import { useDebounced } from "@/components/useDebounced";

interface Props {
  id?: string;
  /** The SKU's code, or its id when `by` says so. */
  value: string | undefined;
  onChange: (value: string | undefined, sku?: Sku) => void;
  by?: "code" | "id";
  placeholder?: string;
  label?: string;
}

/** Finds a SKU on the server by code, name or barcode. */
export function SkuPicker({ id, value, onChange, by = "code", placeholder, label }: Props) {
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed.trim(), 250);
  const found = useQuery({
    queryKey: ["skus", "pick", q],
    queryFn: ({ signal }) => api.get<Page<Sku>>("/skus", { q, limit: 20 }, signal),
    staleTime: 30_000,
  });
  const skus = found.data?.items ?? [];
  const options = skus.map((sku) => ({ value: sku[by], label: `${sku.code} ${sku.name}` }));
  if (value !== undefined && label && !options.some((option) => option.value === value)) options.unshift({ value, label });
  return (
    <Select
      id={id} className="wide" allowClear value={value} options={options} loading={found.isFetching} placeholder={placeholder}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(next: string | undefined) => onChange(next, skus.find((sku) => sku[by] === next))}
    />
  );
}
