import { div, maximum, mul, sqrt, sum } from "../../graph/ops/mod.ts";
import type { FloatParameter } from "../../parameters/parameter_definition.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { withGradients } from "./with_gradients.ts";

/** Parameters of `clipByNorm` and of `clipByGlobalNorm`. */
export interface ClipByNormParameters {
  readonly norm: number;
}

/** The largest norm. */
export const NORM: FloatParameter = {
  kind: "float",
  summary: "Largest norm, the root of the sum of squares.",
  minimum: 0,
  exclusiveMinimum: true,
  default: 1,
};

/** Scales each weight's gradient down to a largest norm: `g = g norm / max(|g|, norm)`. */
export const clipByNorm: GradientDefinition<"clipByNorm", ClipByNormParameters> = {
  id: "clipByNorm",
  summary: "Scales each weight's gradient down to a largest norm.",
  parameters: { norm: NORM },
  documentation: {
    formula: "g = g norm / max(|g|, norm), for each weight by itself",
    advice:
      "Keeps the direction within a weight, not that of the whole step; take `clipByGlobalNorm` unless single layers run wild.",
    reference:
      "Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013, arXiv 1211.5063",
    example: { clipByNorm: { norm: 1 } },
  },
  place: "tensorLimit",
  apply: ({ parameters: { norm }, context }) =>
    withGradients(context, (gradient) =>
      mul(gradient, div(norm, maximum(sqrt(sum(mul(gradient, gradient))), norm))),
    ),
};
