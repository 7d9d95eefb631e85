import type { LayerSpecInput } from "../layers/registry.ts";
import type { ArchitectureDefinition } from "./architecture_definition.ts";
import { convNorm, convNormRelu } from "./layer_groups.ts";

/** How the last image becomes a row: by the mean or the largest element of each channel. */
export type ZooNetHead = "average" | "max";

/** Parameters of `zooNet`. */
export interface ZooNetParameters {
  readonly stem: number;
  readonly width: number;
  readonly residual: boolean;
  readonly head: ZooNetHead;
  readonly dropout: number;
}

/** One stage: convolutions of the same width at one size of the image. */
function stage(filters: number, residual: boolean): LayerSpecInput[] {
  const second: LayerSpecInput[] = residual
    ? [{ residual: { layers: [...convNormRelu({ filters }), ...convNorm({ filters })], activation: "relu" } }]
    : convNormRelu({ filters });
  return [...convNormRelu({ filters }), ...second];
}

/** The compact network that the zoo recommends for small images. */
export const zooNet: ArchitectureDefinition<"zooNet", ZooNetParameters> = {
  id: "zooNet",
  summary: "A compact network of few normalised 3x3 convolutions, most of them at half and quarter size.",
  documentation: {
    formula:
      "layers = conv stem, max-pool 2, [conv width, conv width], max-pool 2, [conv 2 width, conv 2 width], global pool, dropout, dense classes; each conv 3x3 same, batch norm, relu; residual: the second conv of a stage is a residual block of two",
    advice:
      "The network of the recipe best_of_zoo. Only one convolution works at full size: 13 million multiply-adds on 28 x 28 grey images, less than half of what vggSmall or resnet-20 needs.",
    reference:
      "Simonyan and Zisserman, Very Deep Convolutional Networks, 2014, arXiv 1409.1556; He et al., Deep Residual Learning, 2015, arXiv 1512.03385",
    example: { zooNet: { width: 48, dropout: 0.3 } },
  },
  parameters: {
    stem: {
      kind: "int",
      summary: "Filters of the first convolution.",
      minimum: 1,
      maximum: 1024,
      default: 32,
    },
    width: {
      kind: "int",
      summary: "Filters at half the size of the image; twice as many at a quarter.",
      minimum: 1,
      maximum: 1024,
      default: 48,
    },
    residual: {
      kind: "boolean",
      summary: "Whether the second convolution of a stage is a residual block of two.",
      default: false,
    },
    head: {
      kind: "enum",
      typeName: "ZooNetHead",
      summary: "What a channel of the last image becomes: its mean or its largest element.",
      values: ["average", "max"],
      default: "average",
    },
    dropout: {
      kind: "float",
      summary: "Rate of the dropout before the last layer.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.3,
    },
  },
  layers: ({ classes }, { stem, width, residual, head, dropout }) => [
    ...convNormRelu({ filters: stem }),
    { maxPool2d: {} },
    ...stage(width, residual),
    { maxPool2d: {} },
    ...stage(2 * width, residual),
    head === "average" ? { globalAveragePool2d: {} } : { globalMaxPool2d: {} },
    ...(dropout === 0 ? [] : [{ dropout: { rate: dropout } }]),
    { dense: { units: classes, activation: "softmax" } },
  ],
};
