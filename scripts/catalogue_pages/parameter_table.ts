import type { CatalogueEntry, DescribedParameter } from "@convzoo/core";
import { formatSpec } from "./format_spec.ts";
import { KIND_PAGES } from "./kind_pages.ts";
import { markdownTable } from "./markdown_table.ts";

function quoted(list: readonly string[]): string {
  return list.map((word) => `\`${word}\``).join(", ");
}

/** `at least 0, below 1`; empty for any number. */
function range(parameter: Extract<DescribedParameter, { kind: "int" | "float" }>): string {
  const { minimum, maximum } = parameter;
  const isOpen = parameter.kind === "float";
  const from =
    minimum === undefined ? "" : `${isOpen && parameter.exclusiveMinimum ? "above" : "at least"} ${minimum}`;
  const to =
    maximum === undefined ? "" : `${isOpen && parameter.exclusiveMaximum ? "below" : "at most"} ${maximum}`;
  return [from, to].filter((part) => part !== "").join(", ");
}

/** Words that a parameter may be: `one of the activations`, with a link and without those it does not take, or the words themselves. */
function words(values: readonly string[], entries: readonly CatalogueEntry[]): string {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const idsOf = (kind: CatalogueEntry["kind"]): string[] =>
    entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
  const home = kinds.find((kind) => values.every((value) => idsOf(kind).includes(value)));
  if (home === undefined) {
    return `one of ${quoted(values)}`;
  }
  const { title, folder } = KIND_PAGES[home];
  const others = idsOf(home).filter((id) => !values.includes(id));
  const link = `one of the [${title.toLowerCase()}](../README.md#${folder})`;
  return others.length === 0 ? link : `${link} but ${quoted(others)}`;
}

/** What a parameter takes. */
function typeOf(parameter: DescribedParameter, entries: readonly CatalogueEntry[]): string {
  switch (parameter.kind) {
    case "int":
      return ["whole number", range(parameter)].filter(Boolean).join(", ");
    case "float":
      return ["number", range(parameter)].filter(Boolean).join(", ");
    case "boolean":
      return "`true` or `false`";
    case "enum":
      return words(parameter.values, entries);
    case "text":
      return `text of at most ${parameter.maximumLength} characters`;
    case "size2d":
      return `height and width, or one number for both: whole, at least ${parameter.minimum}`;
    case "floats":
      return `list of at least ${parameter.minimumLength} numbers, each at least ${parameter.minimum}`;
    case "texts":
      return `list of at least ${parameter.minimumLength} texts`;
    case "layers":
      return "list of layers";
    case "branches":
      return `at least ${parameter.minimum} lists of layers`;
    case "technique":
      return `${parameter.default === null ? "none, or " : ""}${words(parameter.values, entries)}`;
  }
}

function defaultOf(parameter: DescribedParameter): string {
  if (parameter.kind === "layers" && parameter.minimum === 0) {
    return "`[]`";
  }
  const initial = "default" in parameter ? parameter.default : undefined;
  if (initial === undefined) {
    return "must be given";
  }
  return initial === null ? "none" : `\`${formatSpec(initial)}\``;
}

/** The parameters of an entry, a row each. */
export function parameterTable(
  parameters: CatalogueEntry["parameters"],
  entries: readonly CatalogueEntry[],
): string {
  const rows = Object.entries(parameters).map(([name, parameter]) => [
    `\`${name}\``,
    typeOf(parameter, entries),
    defaultOf(parameter),
    parameter.summary,
  ]);
  return rows.length === 0 ? "None." : markdownTable(["name", "takes", "default", "what it is"], rows);
}
