import type { Schedule } from "./schedule_definition.ts";

/** A schedule that depends on the step alone. */
export function fromStep(rateAt: (step: number) => number): Schedule {
  return { memory: {}, rateAt, afterEpoch: (memory) => memory };
}
