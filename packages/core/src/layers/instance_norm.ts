import { standardiseGroups } from "./group_norm.ts";
import { type LayerDefinition, NAME_PARAMETER, ParameterError } from "./layer_definition.ts";
import {
  NORM_PARAMETERS,
  type NormParameters,
  scaleAndShift,
  scaleAndShiftWeights,
} from "./scale_and_shift.ts";

/**
 * Standardises each channel of each image over its pixels.
 * @see Ulyanov, Vedaldi and Lempitsky, Instance Normalization, 2016, arXiv 1607.08022
 */
export const instanceNorm: LayerDefinition<"instanceNorm", NormParameters> = {
  id: "instanceNorm",
  summary: "Standardises each channel of each image over its pixels.",
  documentation: {
    formula:
      "y = gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance over the pixels of a channel",
    advice:
      "It removes an image's contrast and brightness, which helps where these say nothing about the class. It is groupNorm with as many groups as channels.",
    reference: "Ulyanov, Vedaldi and Lempitsky, Instance Normalization, 2016, arXiv 1607.08022",
    example: { instanceNorm: {} },
  },
  parameters: { ...NORM_PARAMETERS, name: NAME_PARAMETER },
  joins: "activations",
  outputShape: (input) => {
    if (input.length !== 3) {
      throw new ParameterError("its input", "be an image [height, width, channels]", input);
    }
    return input;
  },
  weights: scaleAndShiftWeights,
  build: (context, x, parameters) =>
    scaleAndShift(context, standardiseGroups(x, x.shape.at(-1)!, parameters.epsilon), parameters),
};
