import type { LayerSpecInput } from "../layers/registry.ts";
import type { ArchitectureDefinition } from "./architecture_definition.ts";
import { convNorm, convNormRelu, poolAndClassify } from "./layer_groups.ts";

/** Parameters of `resnet`. */
export interface ResnetParameters {
  readonly blocks: number;
  readonly width: number;
  readonly squeezeExcitation: boolean;
  readonly dropRate: number;
}

const STAGES = 3;

interface Block {
  readonly filters: number;
  readonly stride: number;
  /** Whether its input has other channels or another size. */
  readonly changes: boolean;
  readonly dropRate: number;
  readonly squeezeExcitation: boolean;
}

function residualBlock({ filters, stride, changes, dropRate, squeezeExcitation }: Block): LayerSpecInput {
  return {
    residual: {
      layers: [
        ...convNormRelu({ filters, stride }),
        ...convNorm({ filters }),
        ...(squeezeExcitation ? [{ squeezeExcitation: { ratio: 8 } }] : []),
      ],
      shortcut: changes ? convNorm({ filters, kernelSize: 1, stride }) : [],
      activation: "relu",
      dropRate,
    },
  };
}

/** Residual networks for small images: three stages of blocks of two 3x3 convolutions. */
export const resnet: ArchitectureDefinition<"resnet", ResnetParameters> = {
  id: "resnet",
  summary: "Three stages of residual blocks of two 3x3 convolutions.",
  documentation: {
    formula:
      "layers = conv width, then 3 stages of `blocks` blocks with width, 2 width, 4 width filters, each stage but the first at half the size, mean over pixels, dense classes; depth = 6 blocks + 2",
    advice:
      "One block a stage is resnet-8, three are resnet-20 (0.27 million weights at width 16). Where the shape changes, a 1x1 convolution takes the shortcut.",
    reference: "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, section 4.2",
    example: { resnet: { blocks: 3, squeezeExcitation: true } },
  },
  parameters: {
    blocks: { kind: "int", summary: "Residual blocks a stage.", minimum: 1, maximum: 32, default: 1 },
    width: { kind: "int", summary: "Filters of the first stage.", minimum: 1, maximum: 1024, default: 16 },
    squeezeExcitation: {
      kind: "boolean",
      summary: "Whether each block ends in squeeze-and-excitation.",
      default: false,
    },
    dropRate: {
      kind: "float",
      summary: "Stochastic depth of the last block; it rises from 0 with depth.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0,
    },
  },
  layers: ({ classes }, { blocks, width, squeezeExcitation, dropRate }) => {
    const count = STAGES * blocks;
    const all = Array.from({ length: count }, (_unused, index) => {
      const stage = Math.floor(index / blocks);
      const isFirst = index % blocks === 0 && stage > 0;
      return residualBlock({
        filters: [1, 2, 4][stage]! * width,
        stride: isFirst ? 2 : 1,
        changes: isFirst,
        dropRate: count === 1 ? 0 : (dropRate * index) / (count - 1),
        squeezeExcitation,
      });
    });
    return [...convNormRelu({ filters: width }), ...all, ...poolAndClassify(classes)];
  },
};
