import type { ParameterDefinition, RegistryEntry } from "@convzoo/core";
import type { EnumRef, InputFieldBuilder, InputFieldMap, InputRef } from "@pothos/core";
import { builder, type SchemaTypes } from "./builder.ts";

type Fields = InputFieldBuilder<SchemaTypes, "InputObject">;

const enums = new Map<string, EnumRef<SchemaTypes, string>>();

/** The enum of a name; all parameters that share the name share the type. */
function enumOf({
  typeName,
  values,
}: Extract<ParameterDefinition, { kind: "enum" }>): EnumRef<SchemaTypes, string> {
  let ref = enums.get(typeName);
  if (ref === undefined) {
    ref = builder.enumType(typeName, { values: [...values] });
    enums.set(typeName, ref);
  }
  return ref;
}

function parameterField(
  t: Fields,
  parameter: ParameterDefinition,
  nested: NestedInput | undefined,
): InputFieldMap[string] {
  // A parameter with a default is non-null as well: clients may leave it out, and not set it to null.
  const options = { required: true, description: parameter.summary } as const;
  switch (parameter.kind) {
    case "int":
      return t.int({ ...options, ...defaultOf(parameter.default) });
    case "float":
      return t.float({ ...options, ...defaultOf(parameter.default) });
    case "boolean":
      return t.boolean({ ...options, ...defaultOf(parameter.default) });
    case "text":
      return t.string({ ...options, ...defaultOf(parameter.default) });
    case "enum":
      return t.field({ ...options, type: enumOf(parameter), ...defaultOf(parameter.default) });
    case "size2d":
      return t.intList({ ...options, ...defaultOf(parameter.default && [...parameter.default]) });
    case "floats":
      return t.floatList({ ...options, ...defaultOf(parameter.default && [...parameter.default]) });
    case "texts":
      return t.stringList({ ...options, ...defaultOf(parameter.default && [...parameter.default]) });
    case "technique": {
      // The schema cannot write a default that has no parameters; core's parser fills it in.
      const [initial = "none"] = Object.keys(parameter.default ?? {});
      const description = `${parameter.summary} If it is left out: ${initial}.`;
      return t.field({ type: techniqueInput(parameter), required: false, description });
    }
    case "layers":
      return t.field({
        ...options,
        type: [requireNested(nested)],
        ...defaultOf(parameter.minimum === 0 ? [] : undefined),
      });
    case "branches":
      return t.field({ ...options, type: t.listRef(t.listRef(requireNested(nested))) });
  }
}

/**
 * The fields of an input type that changes some of these parameters: none has a default, and what is left out stays as it is. A
 * technique that is null is taken away.
 */
export function changedFields(
  t: Fields,
  parameters: Readonly<Record<string, Extract<ParameterDefinition, { kind: "int" | "technique" }>>>,
): InputFieldMap {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      parameter.kind === "int"
        ? t.int({ description: parameter.summary })
        : t.field({ type: techniqueInput(parameter), description: parameter.summary }),
    ]),
  );
}

const techniques = new Map<string, NestedInput>();

/** The input of a registry of techniques; all parameters that name the registry share the type. */
export function techniqueInput({
  typeName,
  registry,
}: Extract<ParameterDefinition, { kind: "technique" }>): NestedInput {
  let ref = techniques.get(typeName);
  if (ref === undefined) {
    ref = registryInput(`${typeName}Input`, {
      description: `${inWords(typeName)}: exactly one of the fields.`,
      registry: Object.values(registry),
      suffix: typeName,
    });
    techniques.set(typeName, ref);
  }
  return ref;
}

/** `ClassWeights` becomes `Class weights`. */
function inWords(typeName: string): string {
  const words = typeName.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

/** The input of one layer, for layers that hold others. */
type NestedInput = InputRef<Record<string, unknown>>;

function requireNested(nested: NestedInput | undefined): NestedInput {
  if (nested === undefined) {
    throw new Error("Cannot make a field of layers as only a registry of layers has them");
  }
  return nested;
}

/** The default as an option of a field. Pothos wants to know it when it compiles; here a registry tells it later. */
function defaultOf(value: unknown): { defaultValue?: never } {
  return value === undefined ? {} : { defaultValue: value as never };
}

/** The fields of an input type that has these parameters: types, descriptions and defaults. */
export function parameterFields(
  t: Fields,
  parameters: Readonly<Record<string, ParameterDefinition>>,
  nested?: NestedInput,
): InputFieldMap {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, one]) => [name, parameterField(t, one, nested)]),
  );
}

/** Types of entries; registries that share an entry share its type, which has the name that the first of them gives it. */
const entryTypes = new Map<RegistryEntry, InputRef<unknown>>();

/**
 * Makes an input of which exactly one field must be set, a field for each entry of a registry:
 * `{ conv2d: { filters: 32 } }`.
 *
 * @param name The type, such as `LayerInput`.
 * @param options What it is, and the entries.
 */
export function registryInput(
  name: string,
  {
    description,
    registry,
    suffix = "",
  }: {
    readonly description: string;
    readonly registry: readonly RegistryEntry[];
    /** What the names of the entries' types have before `Input`, where their ids alone might clash. @default {""} */
    readonly suffix?: string;
  },
): InputRef<Record<string, unknown>> {
  const ref = builder.inputRef<Record<string, unknown>>(name);
  const entries = registry.map((entry) => {
    const { id, summary, parameters } = entry;
    const hasNone = Object.keys(parameters).length === 0;
    let type = hasNone ? ("NoParameters" as const) : entryTypes.get(entry);
    if (type === undefined) {
      type = builder.inputType(`${id[0]?.toUpperCase()}${id.slice(1)}${suffix}Input`, {
        description: summary,
        fields: (t) => parameterFields(t, parameters, ref),
      });
      entryTypes.set(entry, type);
    }
    return { id, summary, type };
  });
  return ref.implement({
    description,
    isOneOf: true,
    fields: (t) =>
      Object.fromEntries(
        entries.map(({ id, summary, type }) => [
          id,
          t.field({ type, required: false, description: summary }),
        ]),
      ) as never,
  });
}
