import { type CatalogueEntry, catalogue, type SweepEntry, sweepCatalogue } from "@convzoo/core";
import { type Example, KIND_PAGES, type PageKind, pageName } from "./kind_pages.ts";
import { markdownTable } from "./markdown_table.ts";
import { effect, type Measurements, measuredText } from "./measurements.ts";
import { parameterTable } from "./parameter_table.ts";

const HEAD = "<!-- Made by `pnpm generate` from the registries; changes here are lost. -->";

/** Whatever has a page. */
type PageEntry = CatalogueEntry | SweepEntry;

/** The page of one layer, technique, metric, architecture or sampler. */
function entryPage(entry: PageEntry, measurements: Measurements): string {
  const { kind, id, summary, parameters, documentation } = entry;
  const { one, place, example, isMeasured = true } = KIND_PAGES[kind];
  const parts = [
    HEAD,
    `# ${id}`,
    `${one}. ${summary}`,
    `\`\`\`text\n${documentation.formula}\n\`\`\``,
    "## Example",
    place,
    example(documentation.example as Example),
    "## Parameters",
    parameterTable(parameters, catalogue()),
    "## When to use it",
    documentation.advice,
    ...(isMeasured ? ["## What it does to the reference CNN", measuredText(entry, measurements)] : []),
    "## Reference",
    `${documentation.reference}.`.replace(/[.]{2}$/, "."),
    "[All layers and techniques](../README.md)",
  ];
  return `${parts.join("\n\n")}\n`;
}

function indexSection(
  kind: PageKind,
  { entries, rows }: { readonly entries: readonly PageEntry[]; readonly rows: Measurements["rows"] },
): string {
  const { folder, title, place, isMeasured = true } = KIND_PAGES[kind];
  const lines = entries.map(({ id, summary }) => {
    const row = rows.find((one) => one.kind === kind && one.id === id);
    const effects = isMeasured ? [row === undefined ? "" : effect(row)] : [];
    return [`[${id}](${folder}/${pageName(id)}.md)`, summary, ...effects];
  });
  const head = ["name", "what it does", ...(isMeasured ? ["effect on accuracy"] : [])];
  return `<a id="${folder}"></a>\n\n## ${title}\n\n${place}\n\n${markdownTable(head, lines)}`;
}

function indexPage(entries: readonly PageEntry[], { rows }: Measurements): string {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const sections = kinds.map((kind) =>
    indexSection(kind, { entries: entries.filter((entry) => entry.kind === kind), rows }),
  );
  const intro = `Everything that a spec or a sweep can name: ${entries.length} entries of ${kinds.length} kinds. Specs are the same in JSON and as inputs of the GraphQL API. Every example of a spec is run by the conformance suite.`;
  const effects =
    "The effect is what adding it alone, with the values on its page, does to the test accuracy of the reference CNN: the mean over seeds of the difference to the same seed without it, and its 95 % interval. `pnpm bench ablation` measures it; where nothing stands, nothing is measured.";
  return `${[HEAD, "# Catalogue", intro, effects, ...sections].join("\n\n")}\n`;
}

/** All pages by their path below the catalogue's folder: the index, and one for each entry. */
export function cataloguePages(measurements: Measurements): ReadonlyMap<string, string> {
  const entries = [...catalogue(), ...sweepCatalogue()];
  return new Map([
    ["README.md", indexPage(entries, measurements)],
    ...entries.map(
      (entry) =>
        [
          `${KIND_PAGES[entry.kind].folder}/${pageName(entry.id)}.md`,
          entryPage(entry, measurements),
        ] as const,
    ),
  ]);
}
