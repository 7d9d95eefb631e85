import { greater, mul, select } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import type { ActivationDefinition } from "./activation_definition.ts";

/** The slope below 0 where none is given. */
export const LEAKY_SLOPE = 0.2;

/** `x` above 0, `slope x` elsewhere; at 0 the slope is that below it, as in TensorFlow. */
export function leak(x: Value, slope: Value | number): Value {
  return select(greater(x, 0), x, mul(x, slope));
}

/**
 * Makes negative values five times smaller: `f(x) = x if x > 0, 0.2 x otherwise`.
 * @see Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013, ICML
 */
export const leakyRelu: ActivationDefinition<"leakyRelu"> = {
  id: "leakyRelu",
  summary: "Makes negative values five times smaller.",
  parameters: {},
  documentation: {
    formula: "f(x) = x if x > 0, 0.2 x otherwise",
    advice:
      "relu for networks in which many units stay at 0. The slope of 0.2 is that of Keras; PyTorch takes 0.01. The layer leakyRelu has the slope as its parameter, and prelu learns it. Keras: leaky_relu.",
    reference:
      "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013, ICML",
    example: { activation: { function: "leakyRelu" } },
  },
  build: (x) => leak(x, LEAKY_SLOPE),
};
