import { describe, expect, test } from "vitest";
import { unnamedBreaks } from "./unnamed_breaks.ts";

const before = "type Query { a: Int b(x: Int): Int }";

describe("unnamedBreaks()", () => {
  test("lets additions pass", () => {
    expect(unnamedBreaks(before, "type Query { a: Int b(x: Int, y: Int): Int c: Int }", "")).toEqual([]);
  });

  test("names what breaks, unless it is named already", () => {
    const found = unnamedBreaks(before, "type Query { a: String c: Int }", "");
    expect(found).toHaveLength(2);
    expect(found.join()).toContain("Query.b was removed");
    expect(unnamedBreaks(before, "type Query { a: String c: Int }", `# Named\n\n- ${found[0]}\n`)).toEqual([
      found[1],
    ]);
  });
});
