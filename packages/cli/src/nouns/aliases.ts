import type { Alias } from "@convzoo/client";
import type { Command } from "../command.ts";
import { findModelId } from "./find_model.ts";
import { nounCommand } from "./noun_command.ts";
import { textOf } from "./read_options.ts";

/** `convzoo aliases`. */
export const aliases: Command = nounCommand({
  name: "aliases",
  summary: "Shows and moves the aliases of a running server's models.",
  actions: {
    show: {
      words: ["MODEL", "NAME"],
      summary: "Where an alias points",
      async run({ zoo, words, tell }) {
        const [model, name] = words as [string, string];
        const found = await zoo.aliases.get(await findModelId(zoo, model), name);
        if (found === null) {
          throw new Error(
            `Cannot show the alias as the model must have one of the name: current value is ${name}`,
          );
        }
        tell(found, describeAlias);
      },
    },
    move: {
      words: ["MODEL", "NAME", "VERSION"],
      summary: "Let it point to a version, or to none",
      options: {
        reason: { value: "TEXT", summary: "Why" },
        expected: { value: "VERSION", summary: "The version that it must point to now, or it is not moved" },
      },
      async run({ zoo, words, options, tell }) {
        const [model, name, version] = words as [string, string, string];
        const [reason, expected] = [textOf(options, "reason"), textOf(options, "expected")];
        const moved = await zoo.aliases.move({
          modelId: await findModelId(zoo, model),
          name,
          versionId: version === "none" ? null : version,
          ...(reason !== undefined && { reason }),
          ...(expected !== undefined && { expectedVersionId: expected }),
        });
        tell(moved, describeAlias);
      },
    },
  },
});

function describeAlias({ model, name, version, moveCount }: Alias): string {
  return `${model.name} ${name} -> ${version?.id ?? "none"} (move ${moveCount})`;
}
