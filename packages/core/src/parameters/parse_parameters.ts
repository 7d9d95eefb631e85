import { SpecError } from "../errors/spec_error.ts";
import type {
  FloatParameter,
  IntParameter,
  ParameterDefinition,
  TechniqueParameter,
} from "./parameter_definition.ts";
import { joinPath, parseObject, parseOneKey, type SpecLocation } from "./parse_object.ts";
import type { RegistryEntry } from "./registry_entry.ts";

function numberRule(definition: IntParameter | FloatParameter): string {
  const kind = definition.kind === "int" ? "a whole number" : "a finite number";
  const bounds: string[] = [];
  if (definition.minimum !== undefined) {
    bounds.push(
      `${definition.kind === "float" && definition.exclusiveMinimum ? "above" : "at least"} ${definition.minimum}`,
    );
  }
  if (definition.maximum !== undefined) {
    bounds.push(
      `${definition.kind === "float" && definition.exclusiveMaximum ? "below" : "at most"} ${definition.maximum}`,
    );
  }
  return `${kind}${bounds.length > 0 ? ` of ${bounds.join(" and ")}` : ""}`
    .replace("of above", "above")
    .replace("of below", "below");
}

function isValidNumber(value: unknown, definition: IntParameter | FloatParameter): boolean {
  if (
    typeof value !== "number" ||
    !Number.isFinite(value) ||
    (definition.kind === "int" && !Number.isInteger(value))
  ) {
    return false;
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = definition;
  const open = definition.kind === "float";
  const aboveMinimum = open && definition.exclusiveMinimum ? value > minimum : value >= minimum;
  const belowMaximum = open && definition.exclusiveMaximum ? value < maximum : value <= maximum;
  return aboveMinimum && belowMaximum;
}

/** Reads one layer within a layer; this room knows no layers, so the caller hands it in. */
export type NestedParser = (value: unknown, path: string) => unknown;

/** A list, each item read by `parse` under its own path. */
function readList(
  value: unknown,
  { path, minimum, what }: { readonly path: string; readonly minimum: number; readonly what: string },
  parse: NestedParser,
): { readonly rule: string } | { readonly value: unknown } {
  return Array.isArray(value) && value.length >= minimum && value.length <= LONGEST_LIST
    ? { value: value.map((item, index) => parse(item, `${path}[${index}]`)) }
    : { rule: `a list of ${minimum} to ${LONGEST_LIST} ${what}` };
}

const LONGEST_LIST = 256;

function noLayers(): never {
  throw new Error("Cannot read layers within this object as its reader has no parser of layers");
}

/** A technique with its parameters, complete; null where none is wanted. */
function readTechnique(
  value: unknown,
  { registry }: TechniqueParameter,
  { path, nested }: { readonly path: string; readonly nested: NestedParser },
): unknown {
  if (value === null) {
    return null;
  }
  const [id, parameters] = parseOneKey(value, Object.keys(registry), {
    action: "Cannot read a technique",
    path,
  });
  const location = { action: `Cannot use "${id}"`, path: joinPath(path, id) };
  return { [id]: parseEntry(parameters, registry[id]!, location, nested) };
}

/** The rule that a value breaks, or its canonical form. */
function checkParameter(
  value: unknown,
  definition: ParameterDefinition,
  { path, nested }: { readonly path: string; readonly nested: NestedParser },
): { readonly rule: string } | { readonly value: unknown } {
  switch (definition.kind) {
    case "int":
    case "float":
      // 0 and -0 are one value to a reader and must be one to a digest
      return isValidNumber(value, definition)
        ? { value: (value as number) + 0 }
        : { rule: numberRule(definition) };
    case "boolean":
      return typeof value === "boolean" ? { value } : { rule: "true or false" };
    case "enum":
      return definition.values.includes(value as string)
        ? { value }
        : { rule: `one of ${definition.values.join(", ")}` };
    case "text":
      return typeof value === "string" && value.length <= definition.maximumLength
        ? { value }
        : { rule: `a text of at most ${definition.maximumLength} characters` };
    case "size2d": {
      const list = Array.isArray(value) ? value : [value];
      const pair = list.length === 1 ? [list[0], list[0]] : list;
      return pair.length === 2 && pair.every((size) => Number.isInteger(size) && size >= definition.minimum)
        ? { value: pair }
        : { rule: `one or two whole numbers of at least ${definition.minimum}` };
    }
    case "floats":
      return Array.isArray(value) &&
        value.length >= definition.minimumLength &&
        value.length <= LONGEST_LIST &&
        value.every((item) => typeof item === "number" && Number.isFinite(item) && item >= definition.minimum)
        ? { value: value.map((item: number) => item + 0) }
        : {
            rule: `a list of ${definition.minimumLength} to ${LONGEST_LIST} finite numbers of at least ${definition.minimum}`,
          };
    case "texts":
      return Array.isArray(value) &&
        value.length >= definition.minimumLength &&
        value.length <= LONGEST_LIST &&
        value.every((item) => typeof item === "string" && item.length <= definition.maximumLength)
        ? { value: [...value] }
        : {
            rule: `a list of ${definition.minimumLength} to ${LONGEST_LIST} texts of at most ${definition.maximumLength} characters`,
          };
    case "technique":
      return { value: readTechnique(value, definition, { path, nested }) };
    case "layers":
      return readList(value, { path, minimum: definition.minimum, what: "layers" }, nested);
    case "branches":
      return readList(value, { path, minimum: definition.minimum, what: "lists of layers" }, (list, at) => {
        const read = readList(list, { path: at, minimum: 0, what: "layers" }, nested);
        if ("rule" in read) {
          throw new SpecError({
            action: "Cannot read branches",
            path: at,
            rule: `${at} must be ${read.rule}`,
            received: list,
          });
        }
        return read.value;
      });
  }
}

/** What stands for a parameter that is not given. */
function defaultOf(definition: ParameterDefinition): unknown {
  if (definition.kind === "layers") {
    return definition.minimum === 0 ? [] : undefined;
  }
  return definition.kind === "branches" ? undefined : definition.default;
}

/**
 * Reads an object of parameters: every parameter present in the result, defaults filled in.
 * @param value What was given; `undefined` and `null` members count as not given.
 * @param schema The parameters' definitions; the caller says with `TParameters` what they describe.
 * @param location Where this stands in the spec.
 * @param nested Reads a layer within, where the schema has any.
 * @throws {SpecError} If it is not an object, has an unknown key, lacks a required one, or a value is not valid.
 */
export function parseParameters<TParameters>(
  value: unknown,
  schema: Readonly<Record<string, ParameterDefinition>>,
  location: SpecLocation,
  nested: NestedParser = noLayers,
): TParameters {
  const names = Object.keys(schema);
  const object = parseObject(value, names, location);
  const parameters: Record<string, unknown> = {};
  for (const name of names) {
    const definition = schema[name]!;
    const given = object[name] ?? defaultOf(definition);
    const path = joinPath(location.path, name);
    if (given === undefined) {
      throw new SpecError({
        action: location.action,
        path,
        rule: `${name} must be given`,
        received: object[name],
      });
    }
    const checked = checkParameter(given, definition, { path, nested });
    if ("rule" in checked) {
      throw new SpecError({
        action: location.action,
        path,
        rule: `${name} must be ${checked.rule}`,
        received: given,
      });
    }
    parameters[name] = checked.value;
  }
  return parameters as TParameters;
}

/**
 * Reads the parameters of a registry's entry, and checks that they go together.
 * @throws {SpecError} If they are not valid, or not with one another.
 */
export function parseEntry(
  value: unknown,
  entry: RegistryEntry,
  location: SpecLocation,
  nested: NestedParser = noLayers,
): unknown {
  const parameters = parseParameters<Readonly<Record<string, unknown>>>(
    value,
    entry.parameters,
    location,
    nested,
  );
  const problem = entry.check?.(parameters as never) ?? null;
  if (problem !== null) {
    const { parameter, rule } = problem;
    throw new SpecError({
      action: location.action,
      path: joinPath(location.path, parameter),
      rule: `${parameter} must ${rule}`,
      received: parameters[parameter],
    });
  }
  return parameters;
}
