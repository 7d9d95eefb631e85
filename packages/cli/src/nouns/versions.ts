import type { Version } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { findModelId } from "./find_model.ts";
import { foundById } from "./found_by_id.ts";
import { firstOf, firstOption, formatNumber, formatTime } from "./list_options.ts";
import { nounCommand } from "./noun_command.ts";
import { textOf } from "./read_options.ts";

/** `convzoo versions`. */
export const versions: Command = nounCommand({
  name: "versions",
  summary: "Lists the trained versions of a running server.",
  actions: {
    list: {
      summary: "Versions, newest first",
      options: {
        ...firstOption,
        model: { value: "MODEL", summary: "Only those of this model, by name or id" },
      },
      async run({ zoo, options, tell }) {
        const model = textOf(options, "model");
        const modelId = model === undefined ? undefined : await findModelId(zoo, model);
        tell((await zoo.versions.page({ first: firstOf(options), modelId })).items, describeVersions);
      },
    },
    show: {
      words: ["ID"],
      summary: "One version",
      async run({ zoo, words, tell }) {
        const found = foundById(await zoo.versions.get(words[0]!), "show the version", words[0]!);
        tell(found, describeVersion);
      },
    },
    card: {
      words: ["ID"],
      summary: "Its model card, as Markdown",
      async run({ zoo, words, tell }) {
        const card = foundById(await zoo.versions.card(words[0]!), "show the card", words[0]!);
        tell(card, String);
      },
    },
  },
});

function describeVersions(list: readonly Version[]): string {
  return formatTable(
    ["ID", "MODEL", "VARIANT", "DATASET", "ACCURACY", "LOSS", "CREATED"],
    list.map((each) => [
      each.id,
      each.model.name,
      each.variant.name,
      each.dataset.name,
      formatNumber(each.testAccuracy),
      formatNumber(each.testLoss),
      formatTime(each.createdAt),
    ]),
  );
}

function describeVersion(each: Version): string {
  return [
    each.id,
    `model     ${each.model.name} (${each.model.id})`,
    `variant   ${each.variant.name} (${each.variant.id})`,
    `dataset   ${each.dataset.name} (${each.dataset.id})`,
    `run       ${each.run.id}, seed ${each.run.seed}`,
    `accuracy  ${formatNumber(each.testAccuracy)} of the test images`,
    `digest    ${each.digest}`,
    `created   ${formatTime(each.createdAt)}`,
  ].join("\n");
}
