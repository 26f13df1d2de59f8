import { describe, expect, test } from "vitest";
import { csvCell } from "@/components/csv";
import { keyCommand, type KeyPress } from "@/components/keyboard";
import { feedScan, type ScanState } from "@/components/scanner";
import { rangeBetween } from "@/components/table/selection";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, typing: false, overlay: false, ...more });

describe("keyboard", () => {
  test("moves, selects, opens, searches, helps", () => {
    expect(["j", "k", "x", "Enter", "o", "/", "?", "Escape"].map((key) => keyCommand(press(key)))).toEqual(["down", "up", "select", "open", "open", "search", "help", "escape"]);
  });
  test("typing and Chinese composition keep their keys; Ctrl-K works anywhere", () => {
    expect(keyCommand(press("j", { typing: true }))).toBeNull();
    expect(keyCommand(press("x", { isComposing: true }))).toBeNull();
    expect(keyCommand(press("j", { overlay: true }))).toBeNull();
    expect(keyCommand(press("k", { ctrlKey: true, typing: true }))).toBe("commands");
    expect(keyCommand(press("j", { ctrlKey: true }))).toBeNull();
  });
});

describe("scanner", () => {
  const feed = (keys: string[], gapMs: number) => {
    let state: ScanState = { text: "", at: -1000 };
    let code: string | null = null;
    keys.forEach((key, index) => {
      const fed = feedScan(state, key, index * gapMs);
      state = fed.state;
      code = fed.code ?? code;
    });
    return code;
  };
  test("a fast burst that ends with Enter is a code, slow typing is not", () => {
    expect(feed([..."SF1400512298765", "Enter"], 8)).toBe("SF1400512298765");
    expect(feed([..."SF1400512298765", "Enter"], 120)).toBeNull();
    expect(feed([..."jjj", "Enter"], 8)).toBeNull();
  });
});

test("shift-click takes the rows between, in either direction", () => {
  expect(rangeBetween(["a", "b", "c", "d"], "d", "b")).toEqual(["b", "c", "d"]);
  expect(rangeBetween(["a", "b"], null, "b")).toEqual(["b"]);
  expect(rangeBetween(["a", "b"], "gone", "a")).toEqual(["a"]);
});

test("a spreadsheet keeps long numbers whole and runs no formula", () => {
  expect(csvCell("2648210379180000000")).toBe('"\t2648210379180000000"');
  expect(csvCell("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
  expect(csvCell("-12.50")).toBe("-12.50");
  expect(csvCell('a,"b"')).toBe('"a,""b"""');
});
