import { formatReceived, SpecError } from "../../errors/spec_error.ts";
import type { ParameterDefinition } from "../../parameters/parameter_definition.ts";
import { joinPath } from "../../parameters/parse_object.ts";
import { canonicalJson } from "../../spec/canonical_json.ts";
import { type CataloguedEntry, exampleOf } from "./catalogued_entry.ts";
import { demand } from "./demand.ts";
import { PLACES, readInPlace } from "./entry_place.ts";
import { wrongValues } from "./wrong_values.ts";

interface Expected {
  readonly path: string;
  readonly received: unknown;
}

/** Fails unless the entry with these parameters is refused, with the path and the value. */
function demandRefusal(entry: CataloguedEntry, parameters: unknown, { path, received }: Expected): void {
  let error: unknown;
  try {
    readInPlace(entry, { [entry.id]: parameters as Readonly<Record<string, unknown>> });
  } catch (caught) {
    error = caught;
  }
  const text = formatReceived(received);
  demand(error instanceof SpecError, `${path} must not take ${text}`, error);
  demand(error.path === path, `the error's path for ${text} must be ${path}`, error.path);
  demand(error.received === text, `the error's value at ${path} must be ${text}`, error.received);
  demand(
    error.message.endsWith(`: current value is ${text}`),
    "the message must end with the value",
    error.message,
  );
}

/** What becomes of an entry with these parameters: the whole variant, or the error. */
function outcome(entry: CataloguedEntry, parameters: Readonly<Record<string, unknown>>): string {
  try {
    return canonicalJson(readInPlace(entry, { [entry.id]: parameters }));
  } catch (error) {
    return String(error);
  }
}

function isRequired(parameter: ParameterDefinition): boolean {
  const hasDefault = "default" in parameter && parameter.default !== undefined;
  const mayBeLeftOut = parameter.kind === "layers" && parameter.minimum === 0;
  return !hasDefault && !mayBeLeftOut;
}

/**
 * Each value that a parameter's definition does not allow is refused where the entry stands in a spec, and the error names where it was and
 * what was there; so are unknown keys, and a required parameter that is missing or null. Null stands for a default.
 */
export function checkWrongValues(entry: CataloguedEntry): void {
  const { kind, id, definition } = entry;
  const given = exampleOf(entry)[id]!;
  const own = joinPath(PLACES[kind].path, id);
  for (const value of ["x", 7, [], true]) {
    demandRefusal(entry, value, { path: own, received: value });
  }
  demandRefusal(entry, { ...given, noSuchKey: 1 }, { path: `${own}.noSuchKey`, received: "noSuchKey" });
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const path = `${own}.${name}`;
    for (const { value, within = "", received = value } of wrongValues(parameter)) {
      demandRefusal(entry, { ...given, [name]: value }, { path: `${path}${within}`, received });
    }
    const { [name]: _left, ...others } = given;
    if (isRequired(parameter)) {
      demandRefusal(entry, others, { path, received: undefined });
      demandRefusal(entry, { ...given, [name]: null }, { path, received: null });
    } else {
      const isSame = outcome(entry, { ...given, [name]: null }) === outcome(entry, others);
      demand(isSame, `null must stand for the default of ${path}`, null);
    }
  }
}
