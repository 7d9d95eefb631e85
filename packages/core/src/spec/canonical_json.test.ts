import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical_json.ts";

describe("canonicalJson()", () => {
  test("canonicalJson() gives one text for equal values", () => {
    const a = { beta: [1, { y: null, x: true }], alpha: "ü\n", Zeta: -0 };
    const b = { Zeta: 0, alpha: "ü\n", beta: [1, { x: true, y: null }] };
    expect(canonicalJson(a)).toBe('{"Zeta":0,"alpha":"ü\\n","beta":[1,{"x":true,"y":null}]}');
    expect(canonicalJson(b)).toBe(canonicalJson(a));
  });

  test("canonicalJson() keeps the order of arrays and the exact value of numbers", () => {
    expect(canonicalJson([0.1 + 0.2, 1e21, 1e-7, 3])).toBe("[0.30000000000000004,1e+21,1e-7,3]");
  });

  test("canonicalJson() sorts keys that look like numbers as text", () => {
    expect(canonicalJson({ 10: 1, 9: 2, a: 3 })).toBe('{"10":1,"9":2,"a":3}');
  });

  test("canonicalJson() reads back as the same value", () => {
    const value = { a: [{ "": 1, '"': "\\" }], b: "\u2028" };
    expect(JSON.parse(canonicalJson(value))).toEqual(value);
  });

  test.each([
    ["undefined", { a: { b: undefined } }, "a.b", "Undefined"],
    ["NaN", { a: [1, Number.NaN] }, "a[1]", "NaN"],
    ["an infinity", Number.POSITIVE_INFINITY, "the value", "Infinity"],
    ["a hole in an array", { a: new Array(1) }, "a[0]", "Undefined"],
    ["a typed array", { a: new Float32Array(1) }, "a", "Float32Array"],
    ["a map", { a: new Map() }, "a", "Map"],
    ["a big integer", [1n], "[0]", "BigInt"],
    ["a function", { toJSON: () => 1 }, "toJSON", "Function"],
  ])("canonicalJson() refuses %s", (_claim, value, path, received) => {
    expect(() => canonicalJson(value)).toThrow(
      new TypeError(
        `Cannot write canonical JSON as ${path} must be null, a boolean, a finite number, a string, an array or a plain object: current value is ${received}`,
      ),
    );
  });
});
