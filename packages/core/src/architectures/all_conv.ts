import type { ArchitectureDefinition } from "./architecture_definition.ts";
import { convNormRelu } from "./layer_groups.ts";

/** Parameters of `allConv`. */
export interface AllConvParameters {
  readonly width: number;
}

/** Convolutions alone: strides in place of pooling, 1x1 kernels in place of dense layers. */
export const allConv: ArchitectureDefinition<"allConv", AllConvParameters> = {
  id: "allConv",
  summary: "Convolutions alone: strides in place of pooling, 1x1 kernels in place of dense layers.",
  documentation: {
    formula:
      "layers = conv w, conv w, conv w / 2, conv 2w, conv 2w, conv 2w / 2, conv 2w, conv 1x1 2w, conv 1x1 classes, mean over pixels, softmax; w = width, / 2: stride 2",
    advice:
      "Width 96 is All-CNN-C of the paper (1.4 million weights); 32 is a ninth of that. Ours has batch normalisation.",
    reference:
      "Springenberg, Dosovitskiy, Brox and Riedmiller, Striving for Simplicity: The All Convolutional Net, 2014, arXiv 1412.6806",
    example: { allConv: { width: 48 } },
  },
  parameters: {
    width: {
      kind: "int",
      summary: "Filters of the first convolutions.",
      minimum: 1,
      maximum: 1024,
      default: 96,
    },
  },
  layers: ({ classes }, { width }) => [
    ...convNormRelu({ filters: width }),
    ...convNormRelu({ filters: width }),
    ...convNormRelu({ filters: width, stride: 2 }),
    ...convNormRelu({ filters: 2 * width }),
    ...convNormRelu({ filters: 2 * width }),
    ...convNormRelu({ filters: 2 * width, stride: 2 }),
    ...convNormRelu({ filters: 2 * width }),
    ...convNormRelu({ filters: 2 * width, kernelSize: 1 }),
    { conv2d: { filters: classes, kernelSize: 1 } },
    { globalAveragePool2d: {} },
    { activation: { function: "softmax" } },
  ],
};
