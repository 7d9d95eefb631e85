import type { SearchDimension, SearchDomain, SearchValue } from "@convzoo/core";
import { builder } from "./builder.ts";

/** A value that a trial puts into a spec. */
export const searchValue = builder.objectRef<{ readonly value: SearchValue }>("SearchValue").implement({
  description:
    "A value of a spec: one of number, text, boolean and spec is set, or none for none of several techniques.",
  fields: (t) => ({
    number: t.float({
      nullable: true,
      resolve: ({ value }) => (typeof value === "number" ? value : null),
    }),
    text: t.string({
      nullable: true,
      resolve: ({ value }) => (typeof value === "string" ? value : null),
    }),
    boolean: t.boolean({
      nullable: true,
      resolve: ({ value }) => (typeof value === "boolean" ? value : null),
    }),
    spec: t.field({
      type: "JSON",
      nullable: true,
      description: "A size, a technique, a layer or a list of them, as it was written.",
      resolve: ({ value }) => (typeof value === "object" ? value : null),
    }),
    label: t.string({
      description: "The value in short, for people: 0.001, relu, none, or a technique with its parameters.",
      resolve: ({ value }) => labelOf(value),
    }),
  }),
});

/** A technique is its key and what it was given; of what is longer, the beginning. */
function labelOf(value: SearchValue): string {
  const text = typeof value === "string" ? value : value === null ? "none" : labelOfTechnique(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function labelOfTechnique(value: SearchValue): string {
  const [entry, ...others] = Object.entries(value ?? {});
  if (Array.isArray(value) || entry === undefined || others.length > 0) {
    return JSON.stringify(value);
  }
  const [id, parameters] = entry;
  const given = JSON.stringify(parameters);
  return given === "{}" ? id : `${id} ${given}`;
}

type Domain<Kind extends "choice" | "uniform" | "integers"> = Extract<
  SearchDomain,
  { readonly [Key in Kind]: unknown }
>[Kind];

const choiceDomain = builder.objectRef<Domain<"choice">>("SearchChoice").implement({
  description: "One of some values.",
  fields: (t) => ({
    values: t.field({
      type: [searchValue],
      resolve: ({ values }) => values.map((value) => ({ value })),
    }),
  }),
});

const rangeDomain = builder
  .objectRef<Domain<"uniform"> & { readonly isLogarithmic: boolean }>("SearchRange")
  .implement({
    description: "A number of a range.",
    fields: (t) => ({
      low: t.exposeFloat("low"),
      high: t.exposeFloat("high"),
      isLogarithmic: t.exposeBoolean("isLogarithmic", {
        description: "Whether its values are spread by their logarithm.",
      }),
    }),
  });

const integersDomain = builder.objectRef<Domain<"integers">>("SearchIntegers").implement({
  description: "Whole numbers: low, low + step ... up to high.",
  fields: (t) => ({
    // As in a range, so that one selection may have both
    low: t.exposeFloat("low"),
    high: t.exposeFloat("high"),
    step: t.exposeInt("step"),
  }),
});

const domain = builder.unionType("SearchDomain", {
  description: "Where the values of a dimension come from.",
  types: [choiceDomain, rangeDomain, integersDomain],
  resolveType: (value) =>
    "values" in value ? "SearchChoice" : "step" in value ? "SearchIntegers" : "SearchRange",
});

/** One place of the specs, and what may stand there. */
export const searchDimension = builder.objectRef<SearchDimension>("SearchDimension").implement({
  description: "One place of the specs that a sweep varies, and what may stand there.",
  fields: (t) => ({
    path: t.exposeString("path"),
    domain: t.field({
      type: domain,
      resolve: ({ domain: each }) => {
        if ("choice" in each) {
          return each.choice;
        }
        if ("integers" in each) {
          return each.integers;
        }
        return "uniform" in each
          ? { ...each.uniform, isLogarithmic: false }
          : { ...each.logUniform, isLogarithmic: true };
      },
    }),
  }),
});
