import type { ParameterDefinition } from "../../parameters/parameter_definition.ts";

/** A value that a parameter does not take, and where the error points within it. */
export interface WrongValue {
  readonly value: unknown;
  /** After the parameter's path: `[0].conv2d`. @default {""} */
  readonly within?: string;
  /** What the error says was there. @default {the value} */
  readonly received?: unknown;
}

const UNKNOWN = "noSuchThing";

function ofNumber(definition: Extract<ParameterDefinition, { kind: "int" | "float" }>): unknown[] {
  const { minimum, maximum } = definition;
  const isOpen = definition.kind === "float";
  return [
    "1",
    [1],
    true,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(isOpen && definition.exclusiveMinimum ? [minimum] : []),
    ...(isOpen && definition.exclusiveMaximum ? [maximum] : []),
    ...(definition.kind === "int" ? [(minimum ?? 0) + 0.5] : []),
  ];
}

/** Lists that are none, too short, or hold what they must not. */
function ofList(item: unknown, bad: readonly unknown[], minimumLength: number): unknown[] {
  const filled = (one: unknown): unknown[] => Array.from({ length: Math.max(1, minimumLength) }, () => one);
  return [
    item,
    {},
    ...bad.map(filled),
    ...(minimumLength > 0 ? [Array.from({ length: minimumLength - 1 }, () => item)] : []),
    Array.from({ length: 257 }, () => item),
  ];
}

/** Values that follow from a parameter's definition and that it does not take. */
export function wrongValues(definition: ParameterDefinition): readonly WrongValue[] {
  const plain = (values: readonly unknown[]): WrongValue[] => values.map((value) => ({ value }));
  switch (definition.kind) {
    case "int":
    case "float":
      return plain(ofNumber(definition));
    case "boolean":
      return plain(["true", 1, {}]);
    case "enum":
      return plain([UNKNOWN, "", 0, [definition.values[0]]]);
    case "text":
      return plain(["x".repeat(definition.maximumLength + 1), 7, ["x"]]);
    case "size2d": {
      const { minimum } = definition;
      return plain([minimum - 1, [minimum, minimum - 1], minimum + 0.5, [1, 2, 3], [], "1", Number.NaN]);
    }
    case "floats":
      return plain(
        ofList(definition.minimum, [definition.minimum - 1, "1", Number.NaN], definition.minimumLength),
      );
    case "texts":
      return plain(ofList("x", [1, "x".repeat(definition.maximumLength + 1)], definition.minimumLength));
    case "technique": {
      const [first] = Object.keys(definition.registry);
      return [
        ...plain([first, 1, [], {}]).map(({ value }) => ({
          value,
          received: value instanceof Object && !Array.isArray(value) ? [] : value,
        })),
        { value: { [UNKNOWN]: {} }, within: `.${UNKNOWN}`, received: UNKNOWN },
        { value: { [first!]: { [UNKNOWN]: 1 } }, within: `.${first}.${UNKNOWN}`, received: UNKNOWN },
        { value: { [first!]: 1 }, within: `.${first}`, received: 1 },
      ];
    }
    case "layers":
      return [
        ...plain([{ flatten: {} }, "flatten", ...(definition.minimum > 0 ? [[]] : [])]),
        { value: ["flatten"], within: "[0]", received: "flatten" },
        { value: [{ [UNKNOWN]: {} }], within: `[0].${UNKNOWN}`, received: UNKNOWN },
        { value: [{ flatten: { [UNKNOWN]: 1 } }], within: `[0].flatten.${UNKNOWN}`, received: UNKNOWN },
      ];
    case "branches":
      return [
        ...plain([{}, "flatten", Array.from({ length: definition.minimum - 1 }, () => [])]),
        {
          value: Array.from({ length: definition.minimum }, () => "flatten"),
          within: "[0]",
          received: "flatten",
        },
        {
          value: Array.from({ length: definition.minimum }, () => [{ [UNKNOWN]: {} }]),
          within: `[0][0].${UNKNOWN}`,
          received: UNKNOWN,
        },
      ];
  }
}
