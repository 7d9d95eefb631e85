import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";
import type { ParameterDefinition } from "./parameter_definition.ts";
import { parseParameters } from "./parse_parameters.ts";

const LOCATION = { action: "Cannot build it", path: "it" };

function read(definition: ParameterDefinition, value: unknown): unknown {
  return parseParameters<{ x: unknown }>({ x: value }, { x: definition }, LOCATION).x;
}

describe("parseParameters()", () => {
  const size: ParameterDefinition = { kind: "size2d", summary: "Size.", minimum: 1 };

  it("reads one number, a list of one and a pair as height and width", () => {
    expect(read(size, 3)).toEqual([3, 3]);
    expect(read(size, [3])).toEqual([3, 3]);
    expect(read(size, [3, 2])).toEqual([3, 2]);
  });

  it.each([[0], [[3, 0]], [[1, 2, 3]], ["3"], [[1.5]], [[]]])("refuses %o as a size", (value) => {
    expect(() => read(size, value)).toThrow(
      "Cannot build it as x must be one or two whole numbers of at least 1: current value is",
    );
  });

  it("reads -0 as 0, so that equal specs have equal digests", () => {
    expect(Object.is(read({ kind: "float", summary: "Rate." }, -0), 0)).toBe(true);
  });

  it("takes null as not given", () => {
    expect(read({ kind: "int", summary: "Count.", default: 7 }, null)).toBe(7);
    expect(() => read({ kind: "int", summary: "Count." }, null)).toThrow(
      "Cannot build it as x must be given: current value is null",
    );
  });

  it("keeps open bounds open and closed bounds closed", () => {
    const open: ParameterDefinition = {
      kind: "float",
      summary: "Rate.",
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
    };
    expect(read(open, 1)).toBe(1);
    expect(() => read(open, 0)).toThrow("a finite number above 0 and at most 1: current value is 0");
    expect(() => read(open, Number.POSITIVE_INFINITY)).toThrow("current value is Infinity");
  });
});

describe("nearest()", () => {
  it("finds the candidate with the fewest edits, whatever its case", () => {
    expect(nearest("kernelsize", ["filters", "kernelSize"])).toBe("kernelSize");
    expect(nearest("filter", ["filters", "kernelSize"])).toBe("filters");
  });

  it("finds none where all are far", () => {
    expect(nearest("banana", ["filters", "kernelSize"])).toBeUndefined();
  });
});
