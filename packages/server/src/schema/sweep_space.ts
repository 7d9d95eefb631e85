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
      description: "The value in short, for people: 0.001, relu, adam.",
      resolve: ({ value }) => labelOf(value),
    }),
  }),
});

/** A technique is known by its key; of what is longer, the beginning. */
function labelOf(value: SearchValue): string {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const keys = Object.keys(value);
    if (keys.length === 1) {
      return keys[0]!;
    }
  }
  const text = typeof value === "string" ? value : value === null ? "none" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

type Domain<Kind extends string> =
  Extract<SearchDomain, Readonly<Record<Kind, unknown>>> extends infer Each
    ? Each extends Readonly<Record<Kind, infer Inner>>
      ? Inner
      : never
    : never;

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
