import { maximum, minimum } from "../../graph/ops/mod.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { withGradients } from "./with_gradients.ts";

/** Parameters of `clipByValue`. */
export interface ClipByValueParameters {
  readonly limit: number;
}

/** Cuts every element of the gradients to a range around 0: `g = min(max(g, -limit), limit)`. */
export const clipByValue: GradientDefinition<"clipByValue", ClipByValueParameters> = {
  id: "clipByValue",
  summary: "Cuts every element of the gradients to a range around 0.",
  parameters: {
    limit: {
      kind: "float",
      summary: "Largest size of an element.",
      minimum: 0,
      exclusiveMinimum: true,
      default: 0.5,
    },
  },
  documentation: {
    formula: "g = min(max(g, -limit), limit)",
    advice:
      "Turns the gradient's direction, so `clipByGlobalNorm` is usually the better choice; good against single wild elements.",
    reference: "Mikolov, Statistical language models based on neural networks, 2012",
    example: { clipByValue: { limit: 0.5 } },
  },
  place: "elementLimit",
  apply: ({ parameters: { limit }, context }) =>
    withGradients(context, (gradient) => minimum(maximum(gradient, -limit), limit)),
};
