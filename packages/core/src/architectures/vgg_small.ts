import type { LayerSpecInput } from "../layers/registry.ts";
import type { ArchitectureDefinition } from "./architecture_definition.ts";
import { convNormRelu } from "./layer_groups.ts";

/** Parameters of `vggSmall`. */
export interface VggSmallParameters {
  readonly width: number;
  readonly blocks: number;
  readonly dropout: number;
}

/** Two 3x3 convolutions and a max-pooling, again and again, twice as wide each time. */
export const vggSmall: ArchitectureDefinition<"vggSmall", VggSmallParameters> = {
  id: "vggSmall",
  summary: "Pairs of 3x3 convolutions with batch normalisation, each pair before a max-pooling.",
  documentation: {
    formula:
      "layers = blocks times [conv width 2^block, conv width 2^block, max-pool 2, dropout], flatten, dense 128, dense classes",
    advice:
      "Simple and strong on small images; 3 blocks of width 32 have some 0.6 million weights at 28 x 28.",
    reference:
      "Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2014, arXiv 1409.1556",
    example: { vggSmall: { width: 16, blocks: 2 } },
  },
  parameters: {
    width: { kind: "int", summary: "Filters of the first block.", minimum: 1, maximum: 1024, default: 32 },
    blocks: { kind: "int", summary: "Number of pairs of convolutions.", minimum: 1, maximum: 6, default: 3 },
    dropout: {
      kind: "float",
      summary: "Rate after each block and before the last layer.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.25,
    },
  },
  layers: ({ classes }, { width, blocks, dropout }) => {
    const drop: LayerSpecInput[] = dropout === 0 ? [] : [{ dropout: { rate: dropout } }];
    const pairs = Array.from({ length: blocks }, (_unused, block): LayerSpecInput[] => {
      // width 2^block, without a power
      const filters = Array.from({ length: block }).reduce<number>((size) => size * 2, width);
      return [...convNormRelu({ filters }), ...convNormRelu({ filters }), { maxPool2d: {} }, ...drop];
    });
    return [
      ...pairs.flat(),
      { flatten: {} },
      { dense: { units: 128, activation: "relu", kernelInitializer: { heNormal: {} } } },
      ...drop,
      { dense: { units: classes, activation: "softmax" } },
    ];
  },
};
