import { max, mean } from "../graph/ops/mod.ts";
import type { Shape } from "../graph/tensor_type.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";

function channelsOf(input: Shape): Shape {
  if (input.length !== 3) {
    throw new ParameterError("its input", "be an image [height, width, channels]", input);
  }
  return [input[2]!];
}

const PIXELS = { axes: [1, 2] } as const;

/**
 * Averages each channel over all pixels.
 * @see Lin, Chen and Yan, Network In Network, 2014, arXiv 1312.4400
 */
export const globalAveragePool2d: LayerDefinition<"globalAveragePool2d", CommonParameters> = {
  id: "globalAveragePool2d",
  summary: "Averages each channel over all pixels.",
  documentation: {
    formula: "y_c = mean over pixels of x_pc",
    advice:
      "Put it before the last dense layer in place of flatten: fewer weights, less overfitting, and images of other sizes fit. Keras: GlobalAveragePooling2D.",
    reference: "Lin, Chen and Yan, Network In Network, 2014, arXiv 1312.4400",
    example: { globalAveragePool2d: {} },
  },
  parameters: { name: NAME_PARAMETER },
  outputShape: channelsOf,
  weights: () => [],
  build: (_context, x) => mean(x, PIXELS),
};

/** Keeps the largest element of each channel over all pixels. */
export const globalMaxPool2d: LayerDefinition<"globalMaxPool2d", CommonParameters> = {
  id: "globalMaxPool2d",
  summary: "Keeps the largest element of each channel over all pixels.",
  documentation: {
    formula: "y_c = max over pixels of x_pc",
    advice:
      "It asks whether something is anywhere in the image, globalAveragePool2d how much of it there is. Keras: GlobalMaxPooling2D.",
    reference: "Oquab, Bottou, Laptev and Sivic, Is object localization for free?, 2015, CVPR",
    example: { globalMaxPool2d: {} },
  },
  parameters: { name: NAME_PARAMETER },
  outputShape: channelsOf,
  weights: () => [],
  build: (_context, x) => max(x, PIXELS),
};
