import type { FloatParameter } from "../../parameters/parameter_definition.ts";

/** The size of a step. */
export function learningRate(value: number): FloatParameter {
  return { kind: "float", summary: "Size of a step.", minimum: 0, default: value };
}

/** The part of a running value that is kept at each step: from 0 to below 1. */
export function decay(summary: string, value: number): FloatParameter {
  return { kind: "float", summary, minimum: 0, maximum: 1, exclusiveMaximum: true, default: value };
}

/** Decay of a running mean of gradients. */
export const BETA1: FloatParameter = decay("Decay of the mean of gradients.", 0.9);

/** Decay of a running mean of squares. */
export const BETA2: FloatParameter = decay("Decay of the mean of squares.", 0.999);

/** A small number in a divisor. */
export const EPSILON: FloatParameter = {
  kind: "float",
  summary: "Keeps the divisor from 0.",
  minimum: 0,
  exclusiveMinimum: true,
  default: 1e-7,
};

/** The part of a weight, times the rate, that each step takes away. */
export function weightDecay(value: number): FloatParameter {
  return {
    kind: "float",
    summary: "Part of each weight, times the rate, that a step takes away.",
    minimum: 0,
    default: value,
  };
}
