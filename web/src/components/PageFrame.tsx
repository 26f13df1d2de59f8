import type { ReactNode } from "react";

interface Props { title: ReactNode; extra?: ReactNode; subtitle?: ReactNode; fill?: boolean; children: ReactNode; tabs?: ReactNode }

/** Title row and body of every page but the workbench; `fill` gives the body the remaining height, for tables that scroll inside. */
export function PageFrame({ title, extra, subtitle, fill = false, children, tabs }: Props) {
  return (
    <div className={fill ? "page page-fill" : "page"}>
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {subtitle && <p>{subtitle}</p>}
        </div>
        {extra && <div className="page-extra">{extra}</div>}
      </header>
      {tabs}
      <div className="page-body">{children}</div>
    </div>
  );
}

/** A titled block. */
export function Panel({ title, extra, children, flush = false, id }: { title?: ReactNode; extra?: ReactNode; children: ReactNode; flush?: boolean; id?: string }) {
  return (
    <section className={flush ? "panel flush" : "panel"} id={id}>
      {title !== undefined && (
        <header className="panel-head">
          <h2>{title}</h2>
          {extra && <div className="panel-extra">{extra}</div>}
        </header>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}
