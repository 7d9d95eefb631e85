import { SpecError } from "../errors/spec_error.ts";
import { SCHEDULES, type ScheduleId, type ScheduleSpec } from "../techniques/schedules/registry.ts";
import type { ScheduleDefinition } from "../techniques/schedules/schedule_definition.ts";
import type { TrainSpec } from "./train_spec.ts";

/** Whether a schedule, or the one within it, listens to the loss of an evaluation. */
function listens(schedule: ScheduleSpec): boolean {
  const [id, parameters] = Object.entries(schedule)[0]!;
  const definition: Pick<ScheduleDefinition<string, never>, "listens"> = SCHEDULES[id as ScheduleId];
  const { schedule: within } = parameters as { readonly schedule?: ScheduleSpec };
  return definition.listens === true || (within !== undefined && listens(within));
}

/**
 * Fails if something decides by an evaluation and there are no validation images: it would decide by the test images, whose figures were then
 * worth nothing.
 * @throws {SpecError} With the path of what decides.
 */
export function checkValidation({ validation, stopping, schedule }: TrainSpec, action: string): void {
  if (validation !== null) {
    return;
  }
  for (const [path, decides] of [
    ["stopping", stopping !== null],
    ["schedule", listens(schedule)],
  ] as const) {
    if (decides) {
      const rule = `validation must be given where ${path} decides by an evaluation`;
      throw new SpecError({ action, path: "validation", rule, received: null });
    }
  }
}
