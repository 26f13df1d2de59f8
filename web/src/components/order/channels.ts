import { useMeta } from "@/api/meta";
import { pick, useLocale } from "@/i18n/locale";

// Shops may sell on channels for which no connector is installed: the server then knows the code only.
const known: Record<string, { title_zh: string; title_en: string; letter?: string }> = {
  taobao: { title_zh: "淘宝", title_en: "Taobao" },
  tmall: { title_zh: "天猫", title_en: "Tmall" },
  jd: { title_zh: "京东", title_en: "JD" },
  pdd: { title_zh: "拼多多", title_en: "Pinduoduo" },
  douyin: { title_zh: "抖音", title_en: "Douyin" },
  xiaohongshu: { title_zh: "小红书", title_en: "Xiaohongshu" },
  kuaishou: { title_zh: "快手", title_en: "Kuaishou" },
  wechat: { title_zh: "微信小店", title_en: "WeChat shop" },
  "1688": { title_zh: "1688", title_en: "1688", letter: "批" },
  vip: { title_zh: "唯品会", title_en: "Vipshop" },
  shopify: { title_zh: "Shopify", title_en: "Shopify", letter: "独" },
  amazon: { title_zh: "亚马逊", title_en: "Amazon" },
};

/** A channel's name and the one character that stands for it; a channel nobody knows borrows them from its shop. */
export function useChannel(): (code: string, shopName?: string) => { title: string; letter: string } {
  const { locale } = useLocale();
  const meta = useMeta();
  return (code, shopName) => {
    const fixed = known[code];
    const title = pick(locale, meta?.channels.find((one) => one.code === code) ?? fixed, shopName ?? code);
    const letter = locale === "en" ? title.slice(0, 1).toUpperCase() : (fixed?.letter ?? [...title][0] ?? "");
    return { title, letter };
  };
}
