import type { ScheduleContext } from "./schedule_definition.ts";

/** Steps of so many epochs, at least one; 0 epochs stand for all of the training. */
export function durationInSteps(epochs: number, { steps, stepsPerEpoch }: ScheduleContext): number {
  return Math.max(1, epochs === 0 ? steps : epochs * stepsPerEpoch);
}
