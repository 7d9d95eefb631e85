import type { AblationReport, StartAblation } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { deleting } from "./delete_thing.ts";
import { foundById } from "./found_by_id.ts";
import { formatNumber } from "./list_options.ts";
import { nounCommand } from "./noun_command.ts";
import { readJson } from "./read_options.ts";

/** `convzoo ablations`. */
export const ablations: Command = nounCommand({
  name: "ablations",
  summary: "Asks a running server what techniques are worth.",
  actions: {
    start: {
      words: ["ABLATION"],
      summary: "Queue the runs of a StartAblationInput of the API: JSON, @FILE, or - for the standard input",
      run: async ({ zoo, words, tell }) =>
        tell(
          await zoo.ablations.start(await readJson<StartAblation>(words[0]!, "ABLATION")),
          ({ id, name, techniques, seeds }) =>
            `${name} (${id}): ${(techniques.length + 1) * seeds.length} runs`,
        ),
    },
    report: {
      words: ["ID"],
      summary: "The effects of its techniques, the most useful first",
      async run({ zoo, words, tell }) {
        const report = foundById(await zoo.ablations.report(words[0]!), "report the ablation", words[0]!);
        tell(report, describeReport);
      },
    },
    delete: deleting("ID", "Delete one whose runs are over; they stay", (zoo, id, dryRun) =>
      zoo.ablations.delete(id, { dryRun }),
    ),
  },
});

function describeReport({ isComplete, effects }: AblationReport): string {
  const table = formatTable(
    ["TECHNIQUE", "EFFECT", "INTERVAL", "N", "VERDICT", "SECONDS", "WEIGHTS"],
    effects.map((each) => [
      each.technique,
      formatNumber(each.mean),
      each.interval === null
        ? ""
        : `${formatNumber(each.interval.lower)} to ${formatNumber(each.interval.upper)}`,
      String(each.n),
      each.verdict === "notDistinguishable" ? "not distinguishable" : each.verdict,
      formatNumber(each.seconds),
      String(each.parameters),
    ]),
  );
  return isComplete ? table : `${table}\nNot all runs are over`;
}
