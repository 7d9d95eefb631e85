import type { Shape } from "../graph/tensor_type.ts";
import type { RegularizerSpec } from "../techniques/regularizers/registry.ts";
import { leak } from "./activations/leaky_relu.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import { regularizerParameter, useWeight } from "./use_weight.ts";

/** Parameters of `prelu`. */
export interface PreluParameters extends CommonParameters {
  readonly initialSlope: number;
  readonly shared: boolean;
  readonly slopeRegularizer: RegularizerSpec | null;
}

/** One slope a channel, or one an element. */
function slopeShape(input: Shape, { shared }: PreluParameters): Shape {
  return shared ? input.slice(-1) : input;
}

/**
 * Makes negative values smaller by factors that are learned: `y = x if x > 0, slope x otherwise`.
 * @see He, Zhang, Ren and Sun, Delving Deep into Rectifiers, 2015, arXiv:1502.01852
 */
export const prelu: LayerDefinition<"prelu", PreluParameters> = {
  id: "prelu",
  summary: "Makes negative values smaller by factors that it learns.",
  documentation: {
    formula: "y_i = x_i if x_i > 0, slope_c x_i otherwise, with the slope of the channel c of x_i",
    advice:
      "Where leakyRelu helps and a few weights more do not matter; keep weight decay off its slopes. One slope a channel that begins at 0.25, as in the paper and PyTorch; Keras's PReLU has one an element, from 0 on: shared false, initialSlope 0.",
    reference:
      "He, Zhang, Ren and Sun, Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification, 2015, arXiv:1502.01852",
    example: { prelu: { initialSlope: 0.25 } },
  },
  parameters: {
    initialSlope: {
      kind: "float",
      summary: "Factor of negative values at first.",
      minimum: 0,
      maximum: 1,
      default: 0.25,
    },
    shared: {
      kind: "boolean",
      summary: "Whether all pixels of a channel share one slope.",
      default: true,
    },
    slopeRegularizer: regularizerParameter("What the size of the slopes adds to the loss."),
    name: NAME_PARAMETER,
  },
  outputShape: (input) => input,
  weights: (input, parameters) => [
    {
      name: "slope",
      shape: slopeShape(input, parameters),
      initializer: { kind: "constant", value: parameters.initialSlope },
    },
  ],
  build: (context, x, { slopeRegularizer }) => leak(x, useWeight(context, "slope", slopeRegularizer)),
};
