import { defineWords } from "@/i18n/words";

export const loginWords = defineWords(
  "login",
  {
    title: "登录单枢", tagline: "多渠道订单，一处看清、一处处理", login: "账号", password: "密码", submit: "登录", wait: (seconds: number) => `尝试过多，请等 ${seconds} 秒`,
    wrong: "账号或密码不对", wrongHelp: "请检查大小写；忘记密码请联系管理员重设。", throttled: "尝试次数过多，登录已暂停", other: "English",
  },
  {
    title: "Sign in to Danshu", tagline: "Orders of every channel, seen and handled in one place", login: "User name", password: "Password", submit: "Sign in", wait: (seconds) => `Too many tries, wait ${seconds} s`,
    wrong: "Wrong user name or password", wrongHelp: "Check upper and lower case; an administrator can reset a password.", throttled: "Too many tries, log-in is paused", other: "中文",
  },
);
