import type { Coordinates } from "@convzoo/core";
import type { SweepTrialState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** What is known of a trial. */
export interface TrialFigures {
  readonly state: SweepTrialState;
  readonly coordinates: Coordinates;
  /** What came out, less being better; null unless it finished. */
  readonly cost: number | null;
  /** Epochs that it has done, or may yet do: what it counts for in the budget. */
  readonly epochs: number;
  /** The last rung that it reached, and what it showed there, if that was a finite number. */
  readonly rung: { readonly epoch: number; readonly value: number | null } | null;
}

/** Lists all trials of a sweep, by their numbers. */
export async function listTrialFigures(db: Queryable, sweepId: string): Promise<TrialFigures[]> {
  const { rows } = await db.query<TrialFigures>(
    `select trial.state, trial.coordinates, trial.cost,
       case
         when trial.state = 'PAUSED' or run.state in ('QUEUED', 'RUNNING') then trial.epochs
         else coalesce(run.epoch, 0)
       end as epochs,
       (
         select json_build_object('epoch', rung.epoch, 'value', rung.value) from sweep_rungs rung
         where rung.sweep_id = trial.sweep_id and rung.number = trial.number order by rung.epoch desc limit 1
       ) as rung
     from sweep_trials trial left join runs run on run.id = trial.run_id
     where trial.sweep_id = $1 order by trial.number`,
    [sweepId],
  );
  return rows;
}
