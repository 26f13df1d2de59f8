import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "@/api/session";
import { useNavItems } from "@/app/nav";
import { appWords } from "@/app/words";
import { useWords } from "@/i18n/words";

const storageKey = "danshu.nav";
// Below this the words go under the icons, so that tables keep their room.
const wideMin = 1440;

export function Logo() {
  return <img src="/icon.svg" width="24" height="24" alt="" />;
}

export function NavRail() {
  const t = useWords(appWords);
  const items = useNavItems();
  const session = useSession();
  const [folded, setFolded] = useState(() => (localStorage.getItem(storageKey) ?? (innerWidth < wideMin ? "folded" : "open")) === "folded");
  const fold = () => {
    localStorage.setItem(storageKey, folded ? "open" : "folded");
    setFolded(!folded);
  };
  return (
    <nav className={folded ? "nav-rail folded" : "nav-rail"} aria-label={t.mainNav}>
      <Link to="/" className="nav-brand" aria-label={t.home}>
        <Logo />
        {!folded && <span className="clip"><b>{t.product}</b><small>{session?.merchant.name}</small></span>}
      </Link>
      {(["work", "data", "setup"] as const).map((group) => (
        <ul key={group}>
          {items.filter((item) => item.group === group).map((item) => (
            <li key={item.path}>
              <Link to={item.path} className="nav-item" activeOptions={{ exact: item.path === "/", includeSearch: false }} >
                {item.icon}
                <span>{item.title}</span>
              </Link>
            </li>
          ))}
        </ul>
      ))}
      <button type="button" className="nav-item nav-fold" onClick={fold} aria-label={folded ? t.expand : t.collapse} title={folded ? t.expand : t.collapse}>
        {folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!folded && <span>{t.collapse}</span>}
      </button>
    </nav>
  );
}
