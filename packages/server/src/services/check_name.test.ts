import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { checkName } from "./check_name.ts";

const rule = { action: "Cannot create the model", path: "input.name" };

describe("checkName()", () => {
  test.each(["fashion", "Ünï-kødé 模型 🦓 'quoted'", "👩‍🔬 a b", "x".repeat(200)])(
    "takes %j as it is",
    (name) => {
      expect(checkName(name, rule)).toBe(name);
    },
  );

  test("makes one name of what looks the same", () => {
    expect(checkName("e\u0301", rule)).toBe("\u00e9");
    expect(checkName("\u212b", rule)).toBe(checkName("A\u030a", rule));
  });

  test.each([" x", "x ", "a\nb", "a\tb", "\u200b", "\u200b \u200d", "abc\u202egnp", "a\u2028b"])(
    "refuses %j, and shows it",
    (name) => {
      expect(() => checkName(name, rule)).toThrow(InvalidInputError);
      expect(() => checkName(name, rule)).toThrow(
        `Cannot create the model as input.name must be one line that can be seen, without spaces at its ends: current value is ${JSON.stringify(name)}`,
      );
    },
  );

  test.each(["", "  ", "x".repeat(201), "a\u0000"])("refuses %j as a text", (name) => {
    expect(() => checkName(name, rule)).toThrow(/must have 1 to 200 characters/);
  });
});
