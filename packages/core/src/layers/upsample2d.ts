import { resizeNearest } from "../graph/ops/mod.ts";
import type { Size2d } from "../graph/ops/window.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";

/** Parameters of `upsample2d`. */
export interface Upsample2dParameters extends CommonParameters {
  readonly size: Size2d;
}

/** Repeats each pixel: nearest-neighbour enlargement by whole factors. */
export const upsample2d: LayerDefinition<"upsample2d", Upsample2dParameters> = {
  id: "upsample2d",
  summary: "Repeats each row and each column of an image.",
  documentation: {
    formula: "y[i][j] = x[floor(i / size_0)][floor(j / size_1)]",
    advice:
      "Followed by a convolution it enlarges without the checkerboard that a transposed convolution can leave. Keras: UpSampling2D with nearest interpolation.",
    reference: "Odena, Dumoulin and Olah, Deconvolution and Checkerboard Artifacts, 2016, Distill",
    example: { upsample2d: { size: 2 } },
  },
  parameters: {
    size: {
      kind: "size2d",
      summary: "How often rows and columns are repeated.",
      minimum: 1,
      default: [2, 2],
    },
    name: NAME_PARAMETER,
  },
  outputShape: (input, { size }) => {
    if (input.length !== 3) {
      throw new ParameterError("its input", "be an image [height, width, channels]", input);
    }
    return [input[0]! * size[0], input[1]! * size[1], input[2]!];
  },
  weights: () => [],
  build: (_context, x, { size }) => resizeNearest(x, size),
};
