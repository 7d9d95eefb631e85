/**
 * The condition under which a point of a series counts: no later attempt went back behind it.
 *
 * @param point The alias of `metric_points`.
 * @param runId The expression of the run's id.
 */
export function countingPoints(point: string, runId: string): string {
  return `not exists (
    select from run_attempts later
    where later.run_id = ${runId} and later.attempt > ${point}.attempt and later.resumed_step < ${point}.step
  )`;
}
