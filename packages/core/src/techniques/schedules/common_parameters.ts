import type { FloatParameter } from "../../parameters/parameter_definition.ts";

/** How long a schedule goes on. */
export const DURATION: FloatParameter = {
  kind: "float",
  summary: "How many epochs it takes; 0 for all of the training.",
  minimum: 0,
  maximum: 10_000,
  default: 0,
};

/** Where a schedule ends. */
export const FLOOR: FloatParameter = {
  kind: "float",
  summary: "Where it ends, as a part of the optimizer's rate.",
  minimum: 0,
  maximum: 1,
  default: 0,
};

/** A time between two changes. */
export function interval(summary: string, value: number): FloatParameter {
  return { kind: "float", summary, minimum: 0, exclusiveMinimum: true, maximum: 10_000, default: value };
}

/** What the rate is multiplied with. */
export function factor(summary: string, value: number): FloatParameter {
  return { kind: "float", summary, minimum: 0, exclusiveMinimum: true, maximum: 1, default: value };
}
