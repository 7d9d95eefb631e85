import { add, div, maximum, mul, sqrt, sum } from "../../graph/ops/mod.ts";
import { type ClipByNormParameters, NORM } from "./clip_by_norm.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { withGradients } from "./with_gradients.ts";

/** Scales all gradients together down to a largest norm: `g = g norm / max(|all g|, norm)`. */
export const clipByGlobalNorm: GradientDefinition<"clipByGlobalNorm", ClipByNormParameters> = {
  id: "clipByGlobalNorm",
  summary: "Scales all gradients together down to a largest norm.",
  parameters: { norm: NORM },
  documentation: {
    formula: "g = g norm / max(sqrt(sum of all |g|^2), norm)",
    advice:
      "The usual guard against a bad batch: it keeps the step's direction. A norm of 1 to 5 rarely touches a healthy training of a small network.",
    reference:
      "Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013, arXiv 1211.5063",
    example: { clipByGlobalNorm: { norm: 1 } },
  },
  place: "globalLimit",
  apply: ({ parameters: { norm }, context }) => {
    if (context.weights.length === 0) {
      return context;
    }
    const squares = context.weights.map(({ gradient }) => sum(mul(gradient, gradient)));
    const scale = div(norm, maximum(sqrt(squares.reduce((total, square) => add(total, square))), norm));
    return withGradients(context, (gradient) => mul(gradient, scale));
  },
};
