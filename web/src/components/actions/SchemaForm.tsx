import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import { sharedWords } from "@/components/words";
import { FieldControl } from "@/components/actions/FieldControl";
import type { FieldSpec } from "@/components/actions/schema";
import type { OrderPage } from "@/api/types";
import type { Params } from "@/api/types-work";

interface Props {
  fields: FieldSpec[];
  values: Params;
  onChange: (values: Params) => void;
  order: OrderPage | undefined;
  errors: { loc: string; msg: string }[];
}

/** A form made from an action's schema: the same action looks the same wherever its door is. */
export function SchemaForm({ fields, values, onChange, order, errors }: Props) {
  const { locale } = useLocale();
  const t = useWords(sharedWords);
  return (
    <div className="schema-form">
      {fields.map((field) => {
        const error = errors.find((one) => one.loc.split(".").includes(field.name));
        return (
          <div key={field.name} className="field">
            <label htmlFor={`action-${field.name}`}>
              {field.title}
              {!field.required && <span className="faint"> {locale === "en" ? `(${t.optional.toLowerCase()})` : `（${t.optional}）`}</span>}
            </label>
            <FieldControl
              id={`action-${field.name}`} field={field} value={values[field.name]} order={order} values={values}
              onChange={(value) => onChange({ ...values, [field.name]: value })}
            />
            {error && <div className="field-error" role="alert">{error.msg}</div>}
            {!error && field.schema.description && <div className="field-help">{field.schema.description}</div>}
          </div>
        );
      })}
    </div>
  );
}
