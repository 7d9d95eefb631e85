import { SCHEDULES, type ScheduleId, type ScheduleSpec } from "./registry.ts";
import type { Schedule, ScheduleContext, ScheduleDefinition } from "./schedule_definition.ts";

/**
 * Makes the schedule of a spec.
 * @param schedule A parsed spec.
 * @param context The optimizer's rate and the length of the training.
 * @example Usage
 * ```ts
 * const { rateAt } = buildSchedule({ cosine: { epochs: 0, floor: 0 } }, { rate: 0.1, stepsPerEpoch: 5, steps: 10 });
 * assertAlmostEquals(rateAt(5, {}), 0.05);
 * ```
 */
export function buildSchedule(schedule: ScheduleSpec, context: ScheduleContext): Schedule {
  const [id, parameters] = Object.entries(schedule)[0]!;
  const definition = SCHEDULES[id as ScheduleId] as unknown as ScheduleDefinition<string, unknown>;
  return definition.build(parameters, context, buildSchedule);
}
