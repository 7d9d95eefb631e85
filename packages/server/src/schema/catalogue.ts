import { type CatalogueEntry, catalogue, type DescribedParameter } from "@convzoo/core";
import { builder } from "./builder.ts";

const entries = catalogue();

const catalogueKind = builder.enumType("CatalogueKind", {
  description: "What an entry of the catalogue is.",
  values: [...new Set(entries.map(({ kind }) => kind))],
});

const parameterKind = builder.enumType("ParameterKind", {
  description: "What a parameter takes; it says which field a form needs.",
  values: {
    int: { description: "A whole number." },
    float: { description: "A finite number." },
    boolean: { description: "True or false." },
    enum: { description: "One of `values`." },
    size2d: { description: "Height and width, whole numbers." },
    text: { description: "A text." },
    floats: { description: "A list of numbers." },
    texts: { description: "A list of texts." },
    layers: { description: "A list of layers." },
    branches: { description: "Several lists of layers." },
    technique: {
      description: "An object with one key, one of `values`, that holds the parameters of that entry.",
    },
  } as const,
});

/** Any parameter: what its kind does not have is left out. */
type Parameter = { readonly name: string } & Pick<DescribedParameter, "kind" | "summary"> &
  Partial<{
    minimum: number;
    maximum: number;
    exclusiveMinimum: boolean;
    exclusiveMaximum: boolean;
    minimumLength: number;
    maximumLength: number;
    values: readonly string[];
    typeName: string;
    default: unknown;
  }>;

const parameter = builder.objectRef<Parameter>("CatalogueParameter").implement({
  description: "One parameter of an entry: all that a form needs to ask for it.",
  fields: (t) => ({
    name: t.exposeString("name"),
    kind: t.expose("kind", { type: parameterKind }),
    summary: t.exposeString("summary"),
    isRequired: t.boolean({
      description: "Whether it must be given, as it has no default.",
      resolve: ({ kind, default: value, minimum }) =>
        value === undefined && !(kind === "layers" && minimum === 0),
    }),
    default: t.string({
      nullable: true,
      description: "The default as JSON; null if there is none. The text `null` means that none is used.",
      resolve: ({ default: value }) => (value === undefined ? null : JSON.stringify(value)),
    }),
    minimum: t.float({ nullable: true, resolve: ({ minimum }) => minimum ?? null }),
    maximum: t.float({ nullable: true, resolve: ({ maximum }) => maximum ?? null }),
    exclusiveMinimum: t.boolean({
      description: "Whether the minimum itself is not valid.",
      resolve: ({ exclusiveMinimum }) => exclusiveMinimum ?? false,
    }),
    exclusiveMaximum: t.boolean({
      description: "Whether the maximum itself is not valid.",
      resolve: ({ exclusiveMaximum }) => exclusiveMaximum ?? false,
    }),
    minimumLength: t.int({ nullable: true, resolve: ({ minimumLength }) => minimumLength ?? null }),
    maximumLength: t.int({ nullable: true, resolve: ({ maximumLength }) => maximumLength ?? null }),
    values: t.stringList({
      description: "What may be chosen, where the kind is `enum` or `technique`.",
      resolve: ({ values }) => [...(values ?? [])],
    }),
    typeName: t.string({
      nullable: true,
      description: "Name of the type in this API, without `Input`, where the kind is `enum` or `technique`.",
      resolve: ({ typeName }) => typeName ?? null,
    }),
  }),
});

const documentation = builder.objectRef<CatalogueEntry["documentation"]>("CatalogueDocumentation").implement({
  description: "What an entry is good for.",
  fields: (t) => ({
    formula: t.exposeString("formula"),
    advice: t.exposeString("advice", { description: "When to prefer it, and what its defaults mean." }),
    reference: t.exposeString("reference"),
    example: t.string({
      description: "As a spec has it, as JSON, with values worth trying.",
      resolve: ({ example }) => JSON.stringify(example),
    }),
  }),
});

const entry = builder.objectRef<CatalogueEntry>("CatalogueEntry").implement({
  description: "One layer, technique, metric or architecture that specs can name.",
  fields: (t) => ({
    kind: t.expose("kind", { type: catalogueKind }),
    key: t.exposeString("id", { description: "Its key in specs; unique within its kind." }),
    summary: t.exposeString("summary"),
    documentation: t.expose("documentation", { type: documentation }),
    parameters: t.field({
      type: [parameter],
      resolve: ({ parameters }) =>
        Object.entries(parameters).map(([name, one]) => ({ name, ...one }) as Parameter),
    }),
  }),
});

builder.queryField("catalogue", (t) =>
  t.field({
    type: [entry],
    description: "All that specs can name, in the order in which a network is put together and trained.",
    args: { kind: t.arg({ type: catalogueKind, required: false }) },
    resolve: (_root, { kind }) => entries.filter((one) => kind == null || one.kind === kind),
  }),
);
