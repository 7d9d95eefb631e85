import { describe, expect, test } from "vitest";
import { removeDocumentation } from "./remove_documentation.ts";

/** As if white space meant nothing. */
const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

describe("removeDocumentation()", () => {
  test("removeDocumentation() takes documentation and summaries, at any depth and place, and keeps lines", () => {
    const source = `const a = {
  id: "a",
  summary: "With a } and a , in it.",
  documentation: {
    formula: "y = { x }",
    example: { a: {} },
  },
  parameters: { rate: { kind: "float", summary: "Part." } },
};`;
    const removed = removeDocumentation(source);
    expect(squeeze(removed)).toBe('const a = { id: "a", parameters: { rate: { kind: "float", } }, };');
    expect(removed.split("\n").length).toBe(source.split("\n").length);
  });

  test("removeDocumentation() keeps what is computed, typed or only called so", () => {
    const source =
      "interface A { readonly summary: string }\nconst b = { summary: describe(), documentation: more };\nb.summary;\n";
    expect(removeDocumentation(source)).toBe(source);
  });
});
