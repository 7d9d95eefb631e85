import type { LayerSpecInput } from "../layers/registry.ts";
import type { ArchitectureDefinition } from "./architecture_definition.ts";
import { convNorm, convNormRelu, poolAndClassify } from "./layer_groups.ts";

/** Parameters of `mobilenet`. */
export interface MobilenetParameters {
  readonly width: number;
  readonly expansion: number;
  readonly blocks: number;
}

const STAGES = 3;

/** 1x1 convolution up, depthwise convolution, 1x1 convolution down, around a shortcut where the shape stays. */
function invertedResidual(
  channels: number,
  {
    filters,
    stride,
    expansion,
  }: { readonly filters: number; readonly stride: number; readonly expansion: number },
): LayerSpecInput[] {
  const layers: LayerSpecInput[] = [
    ...convNormRelu({ filters: channels * expansion, kernelSize: 1 }),
    {
      depthwiseConv2d: { stride, padding: "same", useBias: false, kernelInitializer: { heNormal: {} } },
    },
    { batchNorm: { momentum: 0.9 } },
    { activation: { function: "relu" } },
    ...convNorm({ filters, kernelSize: 1 }),
  ];
  return stride === 1 && filters === channels ? [{ residual: { layers } }] : layers;
}

/** Inverted residual blocks of depthwise convolutions, for small images. */
export const mobilenet: ArchitectureDefinition<"mobilenet", MobilenetParameters> = {
  id: "mobilenet",
  summary: "Inverted residual blocks of depthwise convolutions.",
  documentation: {
    formula:
      "layers = conv width, then 3 stages of `blocks` blocks [conv 1x1 up, depthwise 3x3, conv 1x1 down] with width, 2 width, 4 width filters, conv 1x1 16 width, mean over pixels, dense classes",
    advice:
      "Few weights and operations for its accuracy; on small images the later strides of the paper are left out. Expansion 6 is the paper's, 4 is enough here.",
    reference:
      "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, 2018, arXiv 1801.04381",
    example: { mobilenet: { width: 16, blocks: 2 } },
  },
  parameters: {
    width: { kind: "int", summary: "Filters of the first stage.", minimum: 1, maximum: 1024, default: 16 },
    expansion: {
      kind: "int",
      summary: "Channels of a depthwise convolution for each of its block.",
      minimum: 1,
      maximum: 16,
      default: 4,
    },
    blocks: { kind: "int", summary: "Blocks a stage.", minimum: 1, maximum: 32, default: 2 },
  },
  layers: ({ classes }, { width, expansion, blocks }) => {
    let channels = width;
    const stages = Array.from({ length: STAGES * blocks }, (_unused, index): LayerSpecInput[] => {
      const stage = Math.floor(index / blocks);
      const filters = [1, 2, 4][stage]! * width;
      const stride = index % blocks === 0 && stage > 0 ? 2 : 1;
      const block = invertedResidual(channels, { filters, stride, expansion });
      channels = filters;
      return block;
    });
    return [
      ...convNormRelu({ filters: width }),
      ...stages.flat(),
      ...convNormRelu({ filters: 16 * width, kernelSize: 1 }),
      ...poolAndClassify(classes),
    ];
  },
};
