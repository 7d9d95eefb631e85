import { standardise } from "../graph/ops/mod.ts";
import { type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import {
  NORM_PARAMETERS,
  type NormParameters,
  scaleAndShift,
  scaleAndShiftWeights,
} from "./scale_and_shift.ts";

/**
 * Standardises the channels of each pixel, or the elements of each row, by their own mean and variance.
 * @see Ba, Kiros and Hinton, Layer Normalization, 2016, arXiv 1607.06450
 */
export const layerNorm: LayerDefinition<"layerNorm", NormParameters> = {
  id: "layerNorm",
  summary: "Standardises the channels of each pixel by their own mean and variance.",
  documentation: {
    formula: "y = gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance along the last axis",
    advice:
      "It does the same while training and afterwards, and depends on no batch. In convolutional networks it mostly follows a depthwise convolution, as in ConvNeXt. Epsilon 0.001 is Keras's default (PyTorch's is 0.00001).",
    reference: "Ba, Kiros and Hinton, Layer Normalization, 2016, arXiv 1607.06450",
    example: { layerNorm: {} },
  },
  parameters: { ...NORM_PARAMETERS, name: NAME_PARAMETER },
  joins: "activations",
  outputShape: (input) => input,
  weights: scaleAndShiftWeights,
  build: (context, x, parameters) => {
    const axes = [x.shape.length - 1];
    return scaleAndShift(context, standardise(x, { axes, epsilon: parameters.epsilon }), parameters);
  },
};
