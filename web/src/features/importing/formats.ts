import { useMeta } from "@/api/meta";
import { pick, useLocale } from "@/i18n/locale";

export function useFormatTitle(): (code: string) => string {
  const { locale } = useLocale();
  const formats = useMeta()?.formats;
  return (code) => pick(locale, formats?.find((one) => one.code === code), code);
}
