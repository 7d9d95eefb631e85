import type { SpecExample } from "../../parameters/documentation.ts";
import type { ParameterDefinition } from "../../parameters/parameter_definition.ts";
import { type CataloguedEntry, exampleOf } from "./catalogued_entry.ts";

/** Of many words some, spread over their list: activations, the longest, are a kind of their own and checked one by one. */
const WORDS = 4;

function spread(values: readonly string[]): readonly string[] {
  const step = (values.length - 1) / (WORDS - 1);
  return values.length <= WORDS
    ? values
    : Array.from({ length: WORDS }, (_unused, at) => values[Math.round(at * step)]!);
}

/** Other values of a parameter that its definition allows: every branch, and both ends where they are small. */
function otherValues(definition: ParameterDefinition, current: unknown): readonly unknown[] {
  switch (definition.kind) {
    case "boolean":
      return [true, false];
    case "enum":
      return spread(definition.values);
    case "size2d":
      return [definition.minimum, [2, 1], [1, 2], 3].filter(
        (size) => Array.isArray(size) || size >= definition.minimum,
      );
    case "int": {
      const { minimum = 0, maximum = 4 } = definition;
      return [minimum, 2, 4].filter((value) => value >= minimum && value <= maximum);
    }
    case "float": {
      const { minimum = 0, maximum = minimum + 1, exclusiveMinimum } = definition;
      return [...(exclusiveMinimum ? [] : [minimum]), minimum + (maximum - minimum) / 4];
    }
    case "technique":
      return [
        ...(definition.default === null ? [null] : []),
        ...Object.keys(definition.registry).map((id) => ({ [id]: {} })),
      ];
    case "text":
    case "floats":
    case "texts":
    case "layers":
    case "branches":
      return [current];
  }
}

/** An entry's example, and the example with one parameter changed at a time. */
export function variations(entry: CataloguedEntry): readonly SpecExample[] {
  const example = exampleOf(entry);
  const given = example[entry.id] ?? {};
  const others = Object.entries(entry.definition.parameters).flatMap(([name, definition]) =>
    otherValues(definition, given[name]).map((value) => ({ [entry.id]: { ...given, [name]: value } })),
  );
  return [example, ...others];
}
