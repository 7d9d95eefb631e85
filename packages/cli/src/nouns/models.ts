import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { deleting } from "./delete_thing.ts";
import { findModelId } from "./find_model.ts";
import { firstOf, firstOption, formatTime } from "./list_options.ts";
import { nounCommand } from "./noun_command.ts";
import { textOf } from "./read_options.ts";

/** `convzoo models`. */
export const models: Command = nounCommand({
  name: "models",
  summary: "Lists and makes the models of a running server.",
  actions: {
    list: {
      summary: "Models, newest first",
      options: firstOption,
      run: async ({ zoo, options, tell }) =>
        tell((await zoo.models.page({ first: firstOf(options) })).items, (list) =>
          formatTable(
            ["ID", "NAME", "CREATED", "DESCRIPTION"],
            list.map((each) => [each.id, each.name, formatTime(each.createdAt), each.description]),
          ),
        ),
    },
    create: {
      words: ["NAME"],
      summary: "Make a model",
      options: { description: { value: "TEXT", summary: "What it is for" } },
      run: async ({ zoo, words, options, tell }) =>
        tell(
          await zoo.models.create({ name: words[0]!, description: textOf(options, "description") ?? "" }),
          ({ id, name }) => `${name} (${id})`,
        ),
    },
    delete: deleting("MODEL", "Delete one that nothing needs, by name or id", async (zoo, model, dryRun) =>
      zoo.models.delete(await findModelId(zoo, model), { dryRun }),
    ),
  },
});
