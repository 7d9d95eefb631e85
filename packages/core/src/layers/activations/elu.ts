import { exp, greaterEqual, minimum, mul, select, sub } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import type { ActivationDefinition } from "./activation_definition.ts";

/**
 * `x` from 0 on, `depth (exp(x) - 1)` below.
 * The exponential is never taken of a positive number, so that its gradient stays finite.
 */
export function fallBelow(x: Value, depth: number): Value {
  return select(greaterEqual(x, 0), x, mul(sub(exp(minimum(x, 0)), 1), depth));
}

/**
 * Lets negative values fall to -1 along an exponential: `f(x) = x if x >= 0, exp(x) - 1 otherwise`.
 * @see Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, 2015, arXiv:1511.07289
 */
export const elu: ActivationDefinition<"elu"> = {
  id: "elu",
  summary: "Lets negative values fall to -1 along an exponential.",
  parameters: {},
  documentation: {
    formula: "f(x) = x if x >= 0, exp(x) - 1 otherwise",
    advice:
      "Smooth where relu has a corner, with a mean nearer to 0; it costs an exponential. Keras: elu, with alpha 1.",
    reference:
      "Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, 2015, arXiv:1511.07289",
    example: { activation: { function: "elu" } },
  },
  build: (x) => fallBelow(x, 1),
};
