import { relu, sigmoid, softmax, tanh } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import type { ActivationDefinition } from "./activation_definition.ts";

/** Ids of the activations. */
export type ActivationId = "linear" | "relu" | "sigmoid" | "tanh" | "softmax";

/** Every activation by id, simple ones first. */
export const ACTIVATIONS: { readonly [TId in ActivationId]: ActivationDefinition<TId> } = {
  linear: {
    id: "linear",
    summary: "Leaves values as they are.",
    formula: "f(x) = x",
    build: (x: Value): Value => x,
  },
  relu: { id: "relu", summary: "Cuts negative values to 0.", formula: "f(x) = max(x, 0)", build: relu },
  sigmoid: {
    id: "sigmoid",
    summary: "Squashes values into (0, 1).",
    formula: "f(x) = 1 / (1 + exp(-x))",
    build: sigmoid,
  },
  tanh: { id: "tanh", summary: "Squashes values into (-1, 1).", formula: "f(x) = tanh(x)", build: tanh },
  softmax: {
    id: "softmax",
    summary: "Turns the last axis into probabilities that sum to 1.",
    formula: "f(x)_i = exp(x_i) / sum_j exp(x_j)",
    build: softmax,
  },
};

/** Ids of the activations in the registry's order. */
export const ACTIVATION_IDS: readonly ActivationId[] = Object.keys(ACTIVATIONS) as ActivationId[];
