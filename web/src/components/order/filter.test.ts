import { describe, expect, test } from "vitest";
import { readFilter, sameFilter, withFilter } from "@/components/order/filter";
import { parseSearch, stringifySearch } from "@/components/search";

describe("filters live in the address bar", () => {
  test("an address and its filter are the same thing both ways", () => {
    const address = "?state=paid&state=picking&shop_id=9007199254740993&overdue=1&q=%E5%BC%A0%E4%BC%9F&due_within_h=24";
    const filter = readFilter(parseSearch(address));
    expect(filter).toEqual({ state: ["paid", "picking"], shop_id: ["9007199254740993"], overdue: "1", q: "张伟", due_within_h: "24" });
    expect(readFilter(parseSearch(stringifySearch(filter)))).toEqual(filter);
  });
  test("what is unknown or malformed is dropped, not sent", () => {
    expect(readFilter({ color: "red", due_within_h: "soon", paid_from: "yesterday", overdue: "0", state: "" })).toEqual({});
  });
  test("saved views of the server's own types are read too", () => {
    expect(readFilter({ overdue: true, priority: 1, state: "paid", due_within_h: 6, hold: ["any", "any"] })).toEqual({ overdue: "1", priority: "1", state: ["paid"], due_within_h: "6", hold: ["any"] });
  });
  test("equality ignores order; removing a value leaves nothing behind", () => {
    expect(sameFilter({ state: ["paid", "picking"] }, { state: ["picking", "paid"] })).toBe(true);
    expect(sameFilter({ state: ["paid"] }, {})).toBe(false);
    expect(withFilter({ state: ["paid"], q: "x" }, "state", [])).toEqual({ q: "x" });
  });
});
