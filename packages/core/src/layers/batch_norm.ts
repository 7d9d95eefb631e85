import { add, mul, reshape, standardise } from "../graph/ops/mod.ts";
import { type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import { moments, standardiseBy } from "./moments.ts";
import {
  NORM_PARAMETERS,
  type NormParameters,
  scaleAndShift,
  scaleAndShiftWeights,
} from "./scale_and_shift.ts";

/** Parameters of `batchNorm`. */
export interface BatchNormParameters extends NormParameters {
  readonly momentum: number;
}

/**
 * Standardises each channel by mean and variance of the batch while training, and by their moving averages otherwise.
 * @see Ioffe and Szegedy, Batch Normalization, 2015, arXiv 1502.03167
 */
export const batchNorm: LayerDefinition<"batchNorm", BatchNormParameters> = {
  id: "batchNorm",
  summary: "Standardises each channel over the batch; by moving averages once it is trained.",
  documentation: {
    formula:
      "y = gamma (x - mean) / sqrt(variance + epsilon) + beta; moving = momentum moving + (1 - momentum) batch",
    advice:
      "Put it between a convolution without bias and its activation: deep networks train faster and take larger rates. Momentum 0.99 is Keras's default (PyTorch's 0.1 is 0.9 here); take 0.9 for trainings of few steps. With batches below 16 groupNorm is steadier.",
    reference: "Ioffe and Szegedy, Batch Normalization, 2015, arXiv 1502.03167",
    example: { batchNorm: { momentum: 0.9 } },
  },
  parameters: {
    momentum: {
      kind: "float",
      summary: "Part of the moving averages that a step keeps.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.99,
    },
    ...NORM_PARAMETERS,
    name: NAME_PARAMETER,
  },
  joins: "activations",
  outputShape: (input) => input,
  weights: (input, parameters) => {
    const shape = [input.at(-1)!];
    const kept = { shape, trainable: false } as const;
    return [
      ...scaleAndShiftWeights(input, parameters),
      { name: "movingMean", initializer: { kind: "constant", value: 0 }, ...kept },
      { name: "movingVariance", initializer: { kind: "constant", value: 1 }, ...kept },
    ];
  },
  build: (context, x, parameters) => {
    const { momentum, epsilon } = parameters;
    const moving = { mean: context.weight("movingMean"), variance: context.weight("movingVariance") };
    if (!context.training || context.keepsStatistics) {
      return scaleAndShift(context, standardiseBy(x, moving, epsilon), parameters);
    }
    const axes = x.shape.slice(1).map((_size, axis) => axis);
    const batch = moments(x, axes);
    for (const [name, key] of [
      ["movingMean", "mean"],
      ["movingVariance", "variance"],
    ] as const) {
      const fresh = reshape(batch[key], moving[key].shape);
      context.assign(name, add(mul(moving[key], momentum), mul(fresh, 1 - momentum)));
    }
    return scaleAndShift(context, standardise(x, { axes, epsilon }), parameters);
  },
};
