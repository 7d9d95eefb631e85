import type { Run, SweepTrial } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** A trial that something may have to be done about, and its run. */
export interface OpenTrial extends Pick<SweepTrial, "number" | "state" | "epochs"> {
  readonly runId: string;
  readonly runState: Run["state"];
  /** Epochs that the run has done. */
  readonly epoch: number;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  /** What its run showed at the end, of the weights that are left; null if it did not say, or if that was no finite number. */
  readonly objective: number | null;
  /** The epochs of the rungs that it has passed. */
  readonly rungs: readonly number[];
}

/**
 * Lists the trials of a sweep that are under way or paused, and those that were stopped and whose run came to its end all the same.
 *
 * The objective is that of the epoch whose weights are left: the best one where the training goes back to it, else the last. Test images
 * are looked at once more at the end, so their latest value is of these weights in any case. What that epoch showed may be no finite number; then an
 * earlier one must not stand in for it.
 */
export async function listOpenTrials(
  db: Queryable,
  { id, metric }: { readonly id: string; readonly metric: string },
): Promise<OpenTrial[]> {
  const { rows } = await db.query<OpenTrial>(
    `select trial.number, trial.state, trial.epochs, run.id as "runId", run.state as "runState", run.epoch,
       run.failure_code as "failureCode", run.failure_message as "failureMessage", measured.value as objective,
       array(select epoch from sweep_rungs where sweep_id = $1 and number = trial.number order by epoch) as rungs
     from sweep_trials trial
     join runs run on run.id = trial.run_id
     join variants variant on variant.id = run.variant_id
     left join run_metrics metric on metric.run_id = run.id and metric.name = $2 and run.state = 'SUCCEEDED'
     left join lateral (
       select point.value from metric_points point
       where point.metric_id = metric.id and point.epoch = case
         when $2 not in ('testAccuracy', 'testLoss') and run.best_epoch is not null
           and (variant.train_spec #> '{stopping,earlyStopping,restoreBest}') = 'true' then run.best_epoch
         else run.epoch
       end
       order by point.attempt desc, point.step desc limit 1
     ) measured on true
     where trial.sweep_id = $1
       and (trial.state in ('RUNNING', 'PAUSED') or (trial.state = 'STOPPED' and run.state = 'SUCCEEDED'))
     order by trial.number`,
    [id, metric],
  );
  return rows;
}
