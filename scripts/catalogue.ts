import { parseArgs } from "node:util";
import { catalogue } from "../packages/core/src/catalogue/catalogue.ts";
import type { DescribedEntry } from "../packages/core/src/catalogue/describe_entries.ts";
import { sweepCatalogue } from "../packages/core/src/catalogue/sweep_catalogue.ts";

const help = `Usage: node scripts/catalogue.ts [--json] [--kind <kind>]

Prints every layer, technique, metric and architecture that specs can name, and the samplers and
stopping rules of sweeps.

Options:
  --json         As JSON: [{ kind, id, summary, parameters }]
  --kind <kind>  Only entries of that kind, such as optimizer
  --help         Show this text`;

/** One line an entry: kind, id, what is set in it with its defaults, and the sentence. */
function table(entries: readonly DescribedEntry<string>[]): string {
  const rows = entries.map(({ kind, id, summary, parameters }) => {
    const settings = Object.entries(parameters)
      .filter(([name]) => name !== "name")
      .map(([name, parameter]) => {
        const initial = "default" in parameter ? parameter.default : undefined;
        return initial === undefined ? name : `${name}=${JSON.stringify(initial)}`;
      });
    return { kind, id, text: settings.length > 0 ? `${summary} (${settings.join(", ")})` : summary };
  });
  const width = (key: "kind" | "id"): number => Math.max(...rows.map((row) => row[key].length));
  const [kinds, ids] = [width("kind"), width("id")];
  return rows.map(({ kind, id, text }) => `${kind.padEnd(kinds)}  ${id.padEnd(ids)}  ${text}`).join("\n");
}

function main(): number {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, kind: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  const all = [...catalogue(), ...sweepCatalogue()];
  const entries = all.filter(({ kind }) => values.kind === undefined || kind === values.kind);
  if (entries.length === 0) {
    const kinds = [...new Set(all.map(({ kind }) => kind))].join(", ");
    console.error(
      `Cannot list entries as --kind must be one of ${kinds}: current value is ${JSON.stringify(values.kind)}`,
    );
    return 2;
  }
  console.log(
    values.json === true
      ? JSON.stringify(
          entries.map(({ kind, id, summary, parameters }) => ({ kind, id, summary, parameters })),
          null,
          2,
        )
      : table(entries),
  );
  return 0;
}

process.exitCode = main();
