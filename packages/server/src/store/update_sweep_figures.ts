import type { PoolClient } from "pg";

/** Counts the trials of a locked sweep anew, finds the best of them, and says when it is looked at next. */
export async function updateSweepFigures(
  client: PoolClient,
  id: string,
  /** Milliseconds until the next look. */
  pause: number,
): Promise<void> {
  await client.query(
    `update sweeps sweep set running_count = counted.running, paused_count = counted.paused, finished_count = counted.finished,
       stopped_count = counted.stopped, failed_count = counted.failed, canceled_count = counted.canceled,
       total_epochs = counted.epochs, best_number = counted.best, error_count = 0,
       due_at = now() + $2 * interval '1 millisecond'
     from (
       select count(*) filter (where trial.state = 'RUNNING') as running,
         count(*) filter (where trial.state = 'PAUSED') as paused,
         count(*) filter (where trial.state = 'FINISHED') as finished,
         count(*) filter (where trial.state = 'STOPPED') as stopped,
         count(*) filter (where trial.state = 'FAILED') as failed,
         count(*) filter (where trial.state = 'CANCELED') as canceled,
         coalesce(sum(run.epoch), 0) as epochs,
         (array_agg(trial.number order by trial.cost, trial.number) filter (where trial.cost is not null))[1] as best
       from sweep_trials trial left join runs run on run.id = trial.run_id where trial.sweep_id = $1
     ) counted
     where sweep.id = $1`,
    [id, pause],
  );
}
