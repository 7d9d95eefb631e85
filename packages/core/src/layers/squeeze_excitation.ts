import { add, matMul, mean, mul, relu, reshape, sigmoid } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";
import type { RegularizerSpec } from "../techniques/regularizers/registry.ts";
import { buildInitializer, type InitializerSpec, initializerParameter } from "./initializers/registry.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";
import { regularizerParameter, useWeight } from "./use_weight.ts";

/** Parameters of `squeezeExcitation`. */
export interface SqueezeExcitationParameters extends CommonParameters {
  readonly ratio: number;
  readonly kernelInitializer: InitializerSpec;
  readonly kernelRegularizer: RegularizerSpec | null;
}

function squeezed(channels: number, ratio: number): number {
  return Math.max(1, Math.floor(channels / ratio));
}

/**
 * Weighs each channel by what is in all of the image.
 * @see Hu, Shen and Sun, Squeeze-and-Excitation Networks, 2018, arXiv 1709.01507
 */
export const squeezeExcitation: LayerDefinition<"squeezeExcitation", SqueezeExcitationParameters> = {
  id: "squeezeExcitation",
  summary: "Weighs each channel by a small network over the means of all channels.",
  documentation: {
    formula: "y_pc = x_pc s_c, s = sigmoid(relu(mean(x) W1 + b1) W2 + b2), W1 with channels / ratio columns",
    advice:
      "At the end of a residual block it costs few operations and mostly helps. A ratio of 16 is the paper's; with fewer than 64 channels take 4 or 8.",
    reference: "Hu, Shen and Sun, Squeeze-and-Excitation Networks, 2018, arXiv 1709.01507",
    example: { squeezeExcitation: { ratio: 4 } },
  },
  parameters: {
    ratio: {
      kind: "int",
      summary: "Channels for each unit of the middle layer.",
      minimum: 1,
      maximum: 1024,
      default: 16,
    },
    kernelInitializer: initializerParameter("How both kernels get their first values.", {
      glorotUniform: {},
    }),
    kernelRegularizer: regularizerParameter("What the size of both kernels adds to the loss."),
    name: NAME_PARAMETER,
  },
  joins: "convolutions",
  outputShape: (input) => {
    if (input.length !== 3) {
      throw new ParameterError("its input", "be an image [height, width, channels]", input);
    }
    return input;
  },
  weights: (input, { ratio, kernelInitializer }) => {
    const channels = input[2]!;
    const units = squeezed(channels, ratio);
    const zeros = { kind: "constant", value: 0 } as const;
    return [
      {
        name: "squeezeKernel",
        shape: [channels, units],
        initializer: buildInitializer(kernelInitializer, { fanIn: channels, fanOut: units }),
      },
      { name: "squeezeBias", shape: [units], initializer: zeros },
      {
        name: "exciteKernel",
        shape: [units, channels],
        initializer: buildInitializer(kernelInitializer, { fanIn: units, fanOut: channels }),
      },
      { name: "exciteBias", shape: [channels], initializer: zeros },
    ];
  },
  build: (context, x, { kernelRegularizer }) => {
    const [batch, , , channels] = x.shape as [number, number, number, number];
    const kernel = (name: string): Value => useWeight(context, name, kernelRegularizer);
    const means = mean(x, { axes: [1, 2] });
    const small = relu(add(matMul(means, kernel("squeezeKernel")), context.weight("squeezeBias")));
    const factors = sigmoid(add(matMul(small, kernel("exciteKernel")), context.weight("exciteBias")));
    return mul(x, reshape(factors, [batch, 1, 1, channels]));
  },
};
