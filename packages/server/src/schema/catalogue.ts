import {
  type CatalogueEntry,
  catalogue,
  type DescribedParameter,
  type EngineEntry,
  engineCatalogue,
  type SweepEntry,
  sweepCatalogue,
} from "@convzoo/core";
import { builder } from "./builder.ts";

type Entry = CatalogueEntry | SweepEntry | EngineEntry;

const entries: readonly Entry[] = [...catalogue(), ...sweepCatalogue(), ...engineCatalogue()];

const kinds: Readonly<Record<Entry["kind"], { readonly description: string }>> = {
  layer: { description: "A layer of a network." },
  activation: { description: "What a layer does to each number last." },
  initializer: { description: "What weights are before the training." },
  regularizer: { description: "What weights add to the loss." },
  constraint: { description: "What weights are brought back to after each step." },
  optimizer: { description: "How weights follow their gradients." },
  schedule: { description: "How the learning rate goes with the steps." },
  gradient: { description: "What is done to gradients before the update, or to weights after it." },
  augmentation: { description: "What is done to the images of a training." },
  loss: { description: "What a training makes small." },
  metric: { description: "What else images are judged by." },
  classWeights: { description: "How much the images of a class count." },
  validation: { description: "Which images judge a training while it runs." },
  stopping: { description: "When a training ends before its last epoch." },
  start: { description: "Which weights a training starts from." },
  pretraining: { description: "What an encoder learns from without labels." },
  architecture: { description: "A family of networks." },
  sampler: { description: "How a sweep chooses its trials: what `method` of a sweep takes." },
  trialStopping: {
    description: "How a sweep stops trials that fall behind: what `stopping` of a sweep takes.",
  },
  engine: { description: "What computes. No spec names one: `mode` of a run chooses how it computes." },
};

const catalogueKind = builder.enumType("CatalogueKind", {
  description: "What an entry of the catalogue is.",
  values: kinds,
});

/** The kind of the entries that a type of the API is one of: `PlainOptimizer` is an optimizer. */
function kindOf(typeName: string | undefined): Entry["kind"] | null {
  const name = typeName?.toLowerCase() ?? "";
  return entries.find(({ kind }) => name.endsWith(kind.toLowerCase()))?.kind ?? null;
}

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
    name: t.exposeString("name", { description: "Its key." }),
    kind: t.expose("kind", { type: parameterKind, description: "Which field a form needs." }),
    summary: t.exposeString("summary", { description: "What it does, in a sentence." }),
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
    minimum: t.float({
      nullable: true,
      description: "The least number, or the fewest layers or branches.",
      resolve: ({ minimum }) => minimum ?? null,
    }),
    maximum: t.float({
      nullable: true,
      description: "The greatest number.",
      resolve: ({ maximum }) => maximum ?? null,
    }),
    exclusiveMinimum: t.boolean({
      description: "Whether the minimum itself is not valid.",
      resolve: ({ exclusiveMinimum }) => exclusiveMinimum ?? false,
    }),
    exclusiveMaximum: t.boolean({
      description: "Whether the maximum itself is not valid.",
      resolve: ({ exclusiveMaximum }) => exclusiveMaximum ?? false,
    }),
    minimumLength: t.int({
      nullable: true,
      description: "The fewest items of a list.",
      resolve: ({ minimumLength }) => minimumLength ?? null,
    }),
    maximumLength: t.int({
      nullable: true,
      description: "The most characters of a text.",
      resolve: ({ maximumLength }) => maximumLength ?? null,
    }),
    values: t.stringList({
      description: "What may be chosen, where the kind is `enum` or `technique`.",
      resolve: ({ values }) => [...(values ?? [])],
    }),
    entriesKind: t.field({
      type: catalogueKind,
      nullable: true,
      description:
        "The kind whose entries `values` are, with parameters of their own for a form within the form; null if they are mere words.",
      resolve: ({ typeName }) => kindOf(typeName),
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
    formula: t.exposeString("formula", {
      description: "What it computes, with the names of its parameters.",
    }),
    advice: t.exposeString("advice", { description: "When to prefer it, and what its defaults mean." }),
    reference: t.exposeString("reference", { description: "Where it comes from." }),
    example: t.string({
      description: "As a spec or a sweep has it, as JSON, with values worth trying.",
      resolve: ({ example }) => JSON.stringify(example),
    }),
  }),
});

const entry = builder.objectRef<Entry>("CatalogueEntry").implement({
  description:
    "One layer, technique, metric or architecture that specs can name, a way in which a sweep chooses or stops its trials, or an engine.",
  fields: (t) => ({
    kind: t.expose("kind", { type: catalogueKind, description: "What it is." }),
    key: t.exposeString("id", { description: "Its key in specs, or in a sweep; unique within its kind." }),
    summary: t.exposeString("summary", { description: "What it is, in a sentence." }),
    documentation: t.expose("documentation", { type: documentation, description: "What it is good for." }),
    parameters: t.field({
      type: [parameter],
      description: "What can be said of it, in the order of a form.",
      resolve: ({ parameters }) =>
        Object.entries(parameters).map(([name, one]) => ({ name, ...one }) as Parameter),
    }),
  }),
});

builder.queryField("catalogue", (t) =>
  t.field({
    type: [entry],
    description:
      "All that specs can name, in the order in which a network is put together and trained, what sweeps can name, and the engines.",
    args: {
      kind: t.arg({ type: catalogueKind, required: false, description: "Only entries of this kind." }),
    },
    resolve: (_root, { kind }) => entries.filter((one) => kind == null || one.kind === kind),
  }),
);
