import { BranchesOutlined } from "@ant-design/icons";
import { useState } from "react";
import { describe } from "./EventRow";
import { orderWords } from "./words";
import type { Decision } from "@/api/types";
import { MoneyText } from "@/components/MoneyText";
import { TimeText } from "@/components/TimeText";
import { sharedWords } from "@/components/words";
import { useLocale } from "@/i18n/locale";
import { useWords } from "@/i18n/words";

/** An automatic decision that answers "why": what was chosen, what else was possible at what cost, on which facts, by which version. */
export function DecisionCard({ decision, currency }: { decision: Decision; currency: string }) {
  const t = useWords(orderWords);
  const { zone } = useLocale();
  const shared = useWords(sharedWords);
  const yesNo = (value: boolean) => (value ? shared.yes : shared.no);
  const results: Record<string, string> = { pass: t.chosePass, hold: t.choseHold };
  const [open, setOpen] = useState(false);
  const facts = Object.entries(decision.facts);
  const factTitles: Record<string, string> = { province: t.factProvince, city: t.factCity, phone: t.factPhone, paid_at: t.paid };
  return (
    <>
      <div className="entry-head">
        <BranchesOutlined aria-hidden className="decision-icon" />
        <b>{decision.title}</b>
        {decision.chosen && <span>{results[decision.chosen] ?? describe(decision.chosen, zone)}</span>}
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t.hideWhy : t.showWhy}</button>
        <span className="entry-when"><TimeText at={decision.at} format="short" /></span>
      </div>
      {!open && decision.rejected.length > 0 && (
        <div className="soft clip">{t.rejected}: {decision.rejected.map((one) => one.option).join("、")}</div>
      )}
      {open && (
        <div className="decision-body">
          {decision.why.length > 0 && <ul className="why-list">{decision.why.map((why, index) => <li key={index}>{why}</li>)}</ul>}
          {decision.rejected.length > 0 && (
            <table className="why-table">
              <thead><tr><th>{t.rejected}</th><th>{t.why}</th><th className="right">{t.cost}</th></tr></thead>
              <tbody>
                {decision.rejected.map((one, index) => (
                  <tr key={index}><td>{one.option}</td><td className="soft">{one.why}</td><td className="right"><MoneyText minor={one.cost_minor} currency={currency} /></td></tr>
                ))}
              </tbody>
            </table>
          )}
          {facts.length > 0 && (
            <details>
              <summary>{t.facts}</summary>
              <dl className="facts">{facts.map(([key, value]) => [<dt key={key}>{factTitles[key] ?? key}</dt>, <dd key={`${key}-value`}>{describe(value, zone, yesNo)}</dd>])}</dl>
            </details>
          )}
          {decision.version !== null && <div className="faint">{t.ruleVersion} {decision.version}</div>}
        </div>
      )}
    </>
  );
}
