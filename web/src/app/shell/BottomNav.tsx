import { EllipsisOutlined, SearchOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useNavItems } from "@/app/nav";
import { appWords } from "@/app/words";
import { useWords } from "@/i18n/words";

/** What people need standing: home, orders, find, stock; the rest one tap further. */
export function BottomNav({ onFind }: { onFind: () => void }) {
  const t = useWords(appWords);
  const items = useNavItems();
  const [more, setMore] = useState(false);
  const main = items.filter((item) => item.group === "work");
  const rest = items.filter((item) => item.group !== "work");
  const close = () => setMore(false);
  return (
    <>
      {more && (
        <div className="more-sheet" role="dialog" aria-label={t.more}>
          <button type="button" className="more-shade" aria-label={t.more} onClick={close} />
          <div className="more-panel">
            {rest.map((item) => (
              <Link key={item.path} to={item.path} onClick={close} className="more-item" activeOptions={{ includeSearch: false }}>{item.icon}<span>{item.title}</span></Link>
            ))}
          </div>
        </div>
      )}
      <nav className="bottom-nav" aria-label={t.mainNav}>
        {main.slice(0, 2).map((item) => <Link key={item.path} to={item.path} onClick={close} activeOptions={{ exact: item.path === "/", includeSearch: false }}>{item.icon}<span>{item.title}</span></Link>)}
        <button type="button" onClick={() => { close(); onFind(); }}><SearchOutlined /><span>{t.find}</span></button>
        {main.slice(2, 3).map((item) => <Link key={item.path} to={item.path} onClick={close} activeOptions={{ includeSearch: false }}>{item.icon}<span>{item.title}</span></Link>)}
        <button type="button" aria-expanded={more} onClick={() => setMore(!more)}><EllipsisOutlined /><span>{t.more}</span></button>
      </nav>
    </>
  );
}
