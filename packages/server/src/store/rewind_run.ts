import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { countingPoints } from "./counting_points.ts";
import { runColumns } from "./find_run.ts";

/**
 * Puts a locked run back to its checkpoint, or to its beginning (which is its fork point) if it has none: what came after will be computed again,
 * and its figures no longer count.
 *
 * @returns The run as it is now.
 */
export async function rewindRun(client: PoolClient, id: string): Promise<Run> {
  const { rows } = await client.query<Run>(
    `update runs
     set (epoch, best_epoch, progress) = (
         select coalesce(max(point.epoch), 0), max(point.best_epoch), coalesce(max(point.epoch), 0)::float8 / runs.epochs
         from (${lastPoint("runs.id")}) point
       ), updated_at = now()
     where id = $1 returning ${runColumns}`,
    [id],
  );
  const [run] = rows;
  const step = await insertAttempt(client, run!);
  await client.query(
    `update run_metrics metric
     set value = latest.value, step = coalesce(latest.step, 0), epoch = coalesce(latest.epoch, 0),
       attempt = coalesce(latest.attempt, 0)
     from run_metrics stale left join lateral (
       select point.* from metric_points point
       where point.metric_id = stale.id and ${countingPoints("point", "stale.run_id")}
       order by point.step desc, point.attempt desc limit 1
     ) latest on true
     where metric.id = stale.id and stale.run_id = $1 and stale.step > $2`,
    [id, step],
  );
  return run!;
}

/** Writes what gives the state from which a run's next attempt goes on; no row if that is the very beginning. */
function lastPoint(runId: string): string {
  return `select epoch, step, best_epoch from checkpoints where run_id = ${runId}
    union all select epoch, step, best_epoch from fork_points where run_id = ${runId} order by step desc limit 1`;
}

/** Notes where the attempt goes on: the one that is under way, or else the one to come. */
async function insertAttempt(client: PoolClient, { id, state, attempt }: Run): Promise<number> {
  const { rows } = await client.query<{ step: number }>(
    `insert into run_attempts (run_id, attempt, resumed_step)
     select $1, $2, coalesce((select step from (${lastPoint("$1")}) point), 0)
     on conflict (run_id, attempt) do update set resumed_step = excluded.resumed_step, started_at = now()
     returning resumed_step as step`,
    [id, state === "RUNNING" ? attempt : attempt + 1],
  );
  return rows[0]!.step;
}
