import type { Client, Evaluation, VersionComparison } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { foundById } from "./found_by_id.ts";
import { formatNumber } from "./list_options.ts";
import { nounCommand } from "./noun_command.ts";
import { choiceOf, requiredText } from "./read_options.ts";

const splits = ["TRAIN", "VALIDATION", "TEST"] as const;

const where = {
  dataset: { value: "ID", summary: "The dataset" },
  split: { value: "SPLIT", summary: "The part of the dataset: TRAIN, VALIDATION, TEST [default: TEST]" },
};

/** Time from one look at an evaluation to the next, in milliseconds. */
const pause = 500;

/** `convzoo evaluations`. */
export const evaluations: Command = nounCommand({
  name: "evaluations",
  summary: "Evaluates versions of a running server on images, and compares them.",
  actions: {
    start: {
      words: ["VERSION"],
      summary: "Evaluate a version on a dataset, or give the evaluation that there is",
      options: { ...where, wait: { summary: "Until it is done; the exit code is 1 if it failed" } },
      async run({ zoo, words, options, tell }) {
        const split = choiceOf(options, "split", splits);
        const started = await zoo.evaluations.start({
          versionId: words[0]!,
          datasetId: requiredText(options, "dataset"),
          ...(split && { split }),
        });
        const evaluation = options["wait"] === true ? await waitFor(zoo, started) : started;
        tell(evaluation, describeEvaluation);
        return evaluation.state === "FAILED" ? 1 : 0;
      },
    },
    show: {
      words: ["ID"],
      summary: "One evaluation",
      async run({ zoo, words, tell }) {
        const found = foundById(await zoo.evaluations.get(words[0]!), "show the evaluation", words[0]!);
        tell(found, describeEvaluation);
      },
    },
    compare: {
      words: ["VERSION", "BASELINE"],
      summary: "Hold a version against another on the same images; both must have been evaluated on them",
      options: where,
      async run({ zoo, words, options, tell }) {
        const split = choiceOf(options, "split", splits);
        const compared = await zoo.evaluations.compare({
          versionIds: [words[0]!],
          baselineId: words[1]!,
          datasetId: requiredText(options, "dataset"),
          ...(split && { split }),
        });
        tell(compared, describeComparisons);
      },
    },
  },
});

/** Looks at an evaluation until it is over. */
async function waitFor(zoo: Client, started: Evaluation): Promise<Evaluation> {
  let evaluation = started;
  while (evaluation.state !== "SUCCEEDED" && evaluation.state !== "FAILED") {
    await new Promise((resolve) => setTimeout(resolve, pause));
    evaluation = (await zoo.evaluations.get(started.id)) ?? started;
  }
  return evaluation;
}

function describeEvaluation(each: Evaluation): string {
  return [
    each.id,
    `version      ${each.version.id}`,
    `images       ${each.count} of ${each.dataset.name}, ${each.split}`,
    `state        ${each.state}${each.failure === null ? "" : `: ${each.failure}`}`,
    `accuracy     ${formatNumber(each.accuracy)}`,
    `macro F1     ${formatNumber(each.macroF1)}`,
    `calibration  ${formatNumber(each.calibrationError)} expected error`,
  ].join("\n");
}

function describeComparisons(list: readonly VersionComparison[]): string {
  return formatTable(
    ["ACCURACY", "BASELINE", "DIFFERENCE", "95 % INTERVAL", "P", "VERDICT"],
    list.map((each) => [
      formatNumber(each.accuracy),
      formatNumber(each.baselineAccuracy),
      formatNumber(each.difference),
      `${formatNumber(each.lower)} to ${formatNumber(each.upper)}`,
      formatNumber(each.correctedPValue),
      each.verdict.toLowerCase().replaceAll("_", " "),
    ]),
  );
}
