import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { OverloadError } from "../errors/overload_error.ts";
import { countRuns } from "../store/count_runs.ts";
import { deleteRun } from "../store/delete_run.ts";
import { holdRunToDelete } from "../store/hold_run_to_delete.ts";
import { listRunNeeds } from "../store/list_run_needs.ts";
import type { RunFilter } from "../store/run_filter.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkRunFilter } from "./check_run_filter.ts";
import { deleting } from "./deleting.ts";
import { noteAct } from "./note_act.ts";
import { type KeptRun, type NamedRun, planRunDeletion, type RunHold } from "./plan_run_deletion.ts";
import { readIdCursor } from "./read_cursor.ts";
import { selectsEveryRun } from "./selects_every_run.ts";

/** Runs that one call looks at, at most. */
const mostDeletedRuns = 200;
/** A call ends with what it has after so long; one run is deleted in any case. */
const mostMilliseconds = 10_000;

/** Which runs are to go: those of the ids, or those of the filter. */
export interface DeleteRuns {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: RunFilter | undefined;
  /** How many of the filter are looked at. */
  readonly first: number;
  /** Where another call has stopped. */
  readonly after?: string | null | undefined;
  /** Whether it is only said what would go. */
  readonly dryRun: boolean;
}

/** What came of a deletion, or would come of it. */
export interface RunDeletion {
  readonly isDryRun: boolean;
  readonly deleted: readonly NamedRun[];
  readonly kept: readonly KeptRun[];
  /** Ids that were asked for and of which there is no run, or no more. */
  readonly missingIds: readonly string[];
  /** Runs that were not looked at. */
  readonly remainingCount: number;
  /** Where to go on with those; null: there are none. */
  readonly endCursor: string | null;
}

/**
 * Deletes runs that nothing needs, newest first, each with all that is its own in a transaction of its own: a run is there with
 * everything, or gone with everything. Nobody is waited for; a run that somebody does something with at this moment stays.
 *
 * @throws {InvalidInputError} If there are too many ids, the filter is too large or lets all runs through, or the cursor is none of ours.
 */
export async function deleteRuns(acting: Acting, input: DeleteRuns): Promise<RunDeletion> {
  const { ids, dryRun } = input;
  const { pool } = acting.database;
  const filter = checkSelection(input);
  const before = readIdCursor("input.after", input.after);
  const limit = ids === undefined ? input.first : mostDeletedRuns;
  const runs = await listRunNeeds(pool, { filter, before, limit });
  const asked = new Set(runs.filter(({ isAsked }) => isAsked).map(({ id }) => id));
  const plan = planRunDeletion(runs);
  const missingIds = (ids ?? []).filter((id) => !asked.has(id) && (before === undefined || id < before));
  const outcome = dryRun ? { deleted: plan.deletable } : await deletePlanned(acting, plan.deletable);
  const { deleted, kept = [], gone = [], stoppedAt } = outcome;
  // Of a page that was cut short, what is older than the last one that was looked at is told by the next call.
  const last = stoppedAt ?? (asked.size === limit ? [...asked].at(-1) : undefined);
  const isSeen = ({ id }: NamedRun): boolean => last === undefined || id >= last;
  const remainingCount = last === undefined ? 0 : await countRuns(pool, filter, last);
  return {
    isDryRun: dryRun,
    deleted,
    kept: [...plan.kept.filter(isSeen), ...kept].toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    missingIds: [...new Set([...missingIds, ...gone])],
    remainingCount,
    endCursor: remainingCount === 0 ? null : last!,
  };
}

/** @returns The runs that are asked for, as a filter. */
function checkSelection({ ids, filter, first }: DeleteRuns): RunFilter {
  if (ids !== undefined) {
    refuseCount("input.runs.ids", "number of ids", ids.length, 0);
    return { ids };
  }
  refuseCount("input.first", "first", first, 1);
  checkRunFilter(filter ?? {});
  if (selectsEveryRun(filter ?? {})) {
    throw new InvalidInputError({
      path: "input.runs.filter",
      received: JSON.stringify(filter),
      message: `Cannot delete runs as the filter must have a condition: current value is ${JSON.stringify(filter)}`,
    });
  }
  return filter ?? {};
}

function refuseCount(path: string, what: string, count: number, least: number): void {
  if (count < least || count > mostDeletedRuns) {
    throw new InvalidInputError({
      path,
      received: String(count),
      message: `Cannot delete runs as the ${what} must be from ${least} to ${mostDeletedRuns}: current value is ${count}`,
    });
  }
}

interface Outcome {
  readonly deleted: readonly NamedRun[];
  /** Those that something needs by now. */
  readonly kept?: readonly KeptRun[];
  /** Ids of those that somebody else has deleted meanwhile. */
  readonly gone?: readonly string[];
  /** The last one that was looked at, if the time was up before all were. */
  readonly stoppedAt?: string | undefined;
}

async function deletePlanned(acting: Acting, runs: readonly NamedRun[]): Promise<Outcome> {
  const outcome = { deleted: [] as NamedRun[], kept: [] as KeptRun[], gone: [] as string[] };
  const end = performance.now() + mostMilliseconds;
  for (const [place, run] of runs.entries()) {
    const result = await deleteIfUnneeded(acting, run);
    if (result === "gone") {
      outcome.gone.push(run.id);
    } else if ("holds" in result) {
      outcome.kept.push(result);
    } else {
      outcome.deleted.push(result);
    }
    if (performance.now() > end && place < runs.length - 1) {
      return { ...outcome, stoppedAt: run.id };
    }
  }
  return outcome;
}

const busy: readonly RunHold[] = [{ reason: "BUSY", holder: null }];

/** Deletes a run, unless something needs it by now. */
async function deleteIfUnneeded(acting: Acting, run: NamedRun): Promise<NamedRun | KeptRun | "gone"> {
  const { database, actor = anonymous } = acting;
  const { id, variantName: name } = run;
  try {
    return await deleting(database, "run", async (client) => {
      const held = await holdRunToDelete(client, id);
      if (held === "gone") {
        return "gone";
      }
      if (held === "busy") {
        return { ...run, holds: busy };
      }
      const { kept } = planRunDeletion(await listRunNeeds(client, { filter: { ids: [id] }, limit: 1 }));
      if (kept[0] !== undefined) {
        return kept[0];
      }
      // Retention may have taken the version since the plan.
      const versionId = await deleteRun(client, id, { ...held, actor });
      if (versionId !== null) {
        await noteAct(client, acting, { kind: "VERSION_DELETED", to: { id: versionId, name } });
      }
      await noteAct(client, acting, { kind: "RUN_DELETED", to: { id, name } });
      return { ...run, versionId };
    });
  } catch (error) {
    // Rows behind those that are held, such as predictions, may be on their way out by another hand.
    if (error instanceof OverloadError) {
      return { ...run, holds: busy };
    }
    throw error;
  }
}
