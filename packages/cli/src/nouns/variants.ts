import type { ModelSpec, TrainSpec } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { deleting } from "./delete_thing.ts";
import { findModelId } from "./find_model.ts";
import { foundById } from "./found_by_id.ts";
import { firstOf, firstOption, formatTime } from "./list_options.ts";
import { nounCommand } from "./noun_command.ts";
import { readJson, textOf } from "./read_options.ts";

/** `convzoo variants`. */
export const variants: Command = nounCommand({
  name: "variants",
  summary: "Lists and makes the variants of a running server.",
  actions: {
    list: {
      summary: "Variants, newest first",
      options: {
        ...firstOption,
        model: { value: "MODEL", summary: "Only those of this model, by name or id" },
      },
      async run({ zoo, options, tell }) {
        const model = textOf(options, "model");
        const modelId = model === undefined ? undefined : await findModelId(zoo, model);
        tell((await zoo.variants.page({ first: firstOf(options), modelId })).items, (list) =>
          formatTable(
            ["ID", "NAME", "MODEL", "WEIGHTS", "CREATED"],
            list.map((each) => [
              each.id,
              each.name,
              each.model.name,
              String(each.parameterCount),
              formatTime(each.createdAt),
            ]),
          ),
        );
      },
    },
    show: {
      words: ["ID"],
      summary: "One variant, as JSON",
      async run({ zoo, words }) {
        const found = foundById(await zoo.variants.get(words[0]!), "show the variant", words[0]!);
        console.log(JSON.stringify(found, null, 2));
      },
    },
    create: {
      words: ["MODEL", "NAME", "SPECS"],
      summary: 'Make a variant of {"spec": ..., "train": ...}: JSON, @FILE, or - for the standard input',
      async run({ zoo, words, tell }) {
        const [model, name, text] = words as [string, string, string];
        const { spec, train } = await readJson<{ spec: ModelSpec; train: TrainSpec }>(text, "SPECS");
        const modelId = await findModelId(zoo, model);
        tell(
          await zoo.variants.create({ modelId, name, spec, train }),
          (each) => `${each.name} (${each.id})`,
        );
      },
    },
    delete: deleting("ID", "Delete one that nothing needs", (zoo, id, dryRun) =>
      zoo.variants.delete(id, { dryRun }),
    ),
  },
});
