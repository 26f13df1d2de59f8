import { expect, test } from "vitest";
import { shortRegion } from "@/components/order/region";

test("regions are shortened as people say them", () => {
  expect(shortRegion("浙江省 杭州市 西湖区")).toBe("浙江 杭州");
  expect(shortRegion("广西壮族自治区 南宁市 西乡塘区")).toBe("广西 南宁");
  expect(shortRegion("北京市 北京市 朝阳区")).toBe("北京 朝阳区");
  expect(shortRegion("United Kingdom")).toBe("United Kingdom");
  expect(shortRegion("内蒙古自治区")).toBe("内蒙古");
  expect(shortRegion(null)).toBe("");
});
