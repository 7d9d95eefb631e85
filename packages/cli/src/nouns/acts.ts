import type { Act } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { firstOf, firstOption, formatTime } from "./list_options.ts";
import { nounCommand } from "./noun_command.ts";
import { textOf } from "./read_options.ts";

/** `convzoo acts`. */
export const acts: Command = nounCommand({
  name: "acts",
  summary: "Lists who did what on a running server.",
  actions: {
    list: {
      summary: "Acts, newest first",
      options: {
        ...firstOption,
        of: { value: "ID", summary: "Only what was done to this, also if it is gone" },
        by: { value: "ACTOR", summary: "Only what this one did" },
        kind: { value: "KIND", summary: "Only acts of this kind, such as RUN_CANCELED" },
      },
      async run({ zoo, options, tell }) {
        const [subjectId, actor] = [textOf(options, "of"), textOf(options, "by")];
        const kind = textOf(options, "kind")?.toUpperCase() as Act["kind"] | undefined;
        const filter = {
          ...(subjectId !== undefined && { subjectId }),
          ...(actor !== undefined && { actors: [actor] }),
          ...(kind !== undefined && { kinds: [kind] }),
        };
        tell((await zoo.acts.page({ first: firstOf(options), filter })).items, describeActs);
      },
    },
  },
});

function describeActs(list: readonly Act[]): string {
  return formatTable(
    ["WHEN", "WHO", "WHAT", "TO", "DETAILS"],
    list.map((each) => [
      formatTime(each.createdAt),
      each.actor,
      each.kind,
      each.subjectId,
      [
        ...(each.subjectName === null ? [] : [each.subjectName]),
        ...each.tagsAdded.map((tag) => `+${tag}`),
        ...each.tagsRemoved.map((tag) => `-${tag}`),
        ...(each.aliasName === null ? [] : [`${each.aliasName}: ${each.gateRules?.length ?? 0} rules`]),
        ...(each.reason === null ? [] : [each.reason]),
      ].join(" "),
    ]),
  );
}
