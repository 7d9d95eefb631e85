import type { DeletedRuns, RunDeletion } from "@convzoo/client";
import { formatTable } from "../table.ts";
import type { Given } from "./noun_command.ts";

type Kept = RunDeletion["kept"][number];

/** Deletes runs to the last one, and tells of each what came of it, as it goes. */
export async function deleteRuns({ zoo, options }: Given, runs: DeletedRuns): Promise<void> {
  const dryRun = options["dry-run"] === true;
  const total = { deleted: 0, kept: 0, missing: 0 };
  for await (const page of zoo.runs.deleteAll(runs, { dryRun, first: 200 })) {
    total.deleted += page.deletedCount;
    total.kept += page.keptCount;
    total.missing += page.missingIds.length;
    if (options["json"] === true) {
      console.log(JSON.stringify(page));
    } else if (page.deletedCount + page.keptCount > 0) {
      console.log(describePage(page));
    }
  }
  if (options["json"] !== true) {
    const missing = total.missing === 0 ? "" : `; there is no run of ${total.missing} of the ids`;
    console.log(
      `${dryRun ? "Would delete" : "Deleted"} ${total.deleted} and ${dryRun ? "keep" : "kept"} ${total.kept}${missing}`,
    );
  }
}

function describePage({ deleted, kept, isDryRun }: RunDeletion): string {
  return formatTable(
    ["RUN", "VARIANT", "SEED", "STATE", "WHAT"],
    [
      ...deleted.map((each) => [
        ...wordsOf(each),
        `${isDryRun ? "would be deleted" : "deleted"}${each.versionId === null ? "" : ` with ${each.versionId}`}`,
      ]),
      ...kept.map((each) => [...wordsOf(each), `stays: ${each.holds.map(describeHold).join(", ")}`]),
    ],
  );
}

function wordsOf({ runId, variantName, seed, state }: Omit<Kept, "holds">): string[] {
  return [runId, variantName, String(seed), state];
}

function describeHold({ reason, holderId }: Kept["holds"][number]): string {
  return holderId === null ? reason : `${reason} ${holderId}`;
}
