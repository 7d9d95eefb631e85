import type { Client, Deletion } from "@convzoo/client";
import type { Action } from "./noun_command.ts";

/** The option of every deletion. */
export const dryRunOption = {
  "dry-run": { summary: "Say what would be deleted, and delete nothing" },
} as const;

/** An action that deletes something that nothing needs. */
export function deleting(
  word: string,
  summary: string,
  remove: (zoo: Client, word: string, dryRun: boolean) => Promise<Deletion>,
): Action {
  return {
    words: [word],
    summary,
    options: dryRunOption,
    run: async ({ zoo, words, options, tell }) =>
      tell(await remove(zoo, words[0]!, options["dry-run"] === true), describeDeletion),
  };
}

function describeDeletion({ subjectId, name, isDryRun, parts }: Deletion): string {
  const rest = parts.map(({ kind, count }) => `${count} ${kind.toLowerCase()}`).join(", ");
  return `${isDryRun ? "Would delete" : "Deleted"} ${name} (${subjectId})${rest === "" ? "" : `, with ${rest}`}`;
}
