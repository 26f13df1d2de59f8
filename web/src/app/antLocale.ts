import antLocaleEn from "antd/locale/en_US";
import antLocaleZh from "antd/locale/zh_CN";

export { antLocaleEn, antLocaleZh };
