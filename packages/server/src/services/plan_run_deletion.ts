import type { NeededRun } from "../store/list_run_needs.ts";
import { isFinal } from "../store/run_state.ts";

/** Why a run cannot go. */
export type RunHoldReason =
  | "NOT_OVER"
  | "SWEEP"
  | "ABLATION"
  | "PIN"
  | "ALIAS"
  | "PAST_ALIAS"
  | "EVALUATION"
  | "FORK"
  | "REPRODUCTION"
  | "STARTED_FROM"
  | "BUSY";

/** Something that needs a run. */
export interface RunHold {
  readonly reason: RunHoldReason;
  /** What needs it, by its type and its id; null where that is the run itself. */
  readonly holder:
    | readonly [type: "Sweep" | "Ablation" | "Version" | "Alias" | "Evaluation" | "Run", id: string]
    | null;
}

/** What runs are called that are gone, or stay. */
export type NamedRun = Pick<NeededRun, "id" | "state" | "seed" | "variantName" | "versionId">;

/** A run that stays. */
export interface KeptRun extends NamedRun {
  /** At least one; of runs that were made from it the oldest of a kind. */
  readonly holds: readonly RunHold[];
}

/** What can go of some runs. */
export interface RunDeletionPlan {
  /** Newest first, so that what was made from a run goes before it. */
  readonly deletable: readonly NamedRun[];
  readonly kept: readonly KeptRun[];
}

/**
 * Says which of the runs that are asked for can go.
 *
 * A fork, a reproduction, and a run that started from a version need the run that they were made from, unless they go too: those of the
 * same filter that nothing else needs.
 *
 * @param runs The runs that are asked for, newest first, and all that were made from them.
 */
export function planRunDeletion(runs: readonly NeededRun[]): RunDeletionPlan {
  const going = new Map(
    runs.filter((run) => run.isMeant && ownHolds(run).length === 0).map((run) => [run.id, run]),
  );
  // What stays holds what it was made from, and so on, until nothing changes.
  for (let before = -1; before !== going.size; ) {
    before = going.size;
    for (const run of going.values()) {
      if (run.derived.some(({ id }) => !going.has(id))) {
        going.delete(run.id);
      }
    }
  }
  const asked = runs.filter(({ isAsked }) => isAsked);
  return {
    deletable: asked.filter(({ id }) => going.has(id)),
    kept: asked.flatMap((run) =>
      going.has(run.id) ? [] : [{ ...run, holds: [...ownHolds(run), ...derivedHolds(run, going)] }],
    ),
  };
}

/** What needs a run, whatever else goes. */
function ownHolds(run: NeededRun): RunHold[] {
  const { sweepId, ablationId, pinnedId, aliasId, pastAliasId, evaluationId } = run;
  const hold = (
    reason: RunHoldReason,
    type: NonNullable<RunHold["holder"]>[0],
    id: string | null,
  ): RunHold[] => (id === null ? [] : [{ reason, holder: [type, id] }]);
  return [
    ...(isFinal(run.state) ? [] : [{ reason: "NOT_OVER" as const, holder: null }]),
    ...hold("SWEEP", "Sweep", sweepId),
    ...hold("ABLATION", "Ablation", ablationId),
    ...hold("PIN", "Version", pinnedId),
    ...hold("ALIAS", "Alias", aliasId),
    ...hold("PAST_ALIAS", "Alias", aliasId === null ? pastAliasId : null),
    ...hold("EVALUATION", "Evaluation", evaluationId),
  ];
}

function derivedHolds({ derived }: NeededRun, going: ReadonlyMap<string, unknown>): RunHold[] {
  const staying = derived.filter(({ id }) => !going.has(id));
  return (["FORK", "REPRODUCTION", "STARTED_FROM"] as const).flatMap((reason): RunHold[] => {
    const first = staying.find(({ kind }) => kind === reason);
    return first === undefined ? [] : [{ reason, holder: ["Run", first.id] }];
  });
}
