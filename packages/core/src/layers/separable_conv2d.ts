import { conv2d } from "../graph/ops/mod.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import type { RegularizerSpec } from "../techniques/regularizers/registry.ts";
import {
  buildDepthwise,
  DEPTHWISE_PARAMETERS,
  type DepthwiseWindow,
  depthwiseKernel,
  depthwiseShape,
} from "./depthwise_conv2d.ts";
import { buildInitializer, type InitializerSpec, initializerParameter } from "./initializers/registry.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";
import { biasWeights, finishOutput, OUTPUT_PARAMETERS, type OutputParameters } from "./output_parameters.ts";
import { regularizerParameter, useWeight } from "./use_weight.ts";

/** Parameters of `separableConv2d`. */
export interface SeparableConv2dParameters extends CommonParameters, OutputParameters, DepthwiseWindow {
  readonly filters: number;
  readonly depthwiseInitializer: InitializerSpec;
  readonly pointwiseInitializer: InitializerSpec;
  readonly depthwiseRegularizer: RegularizerSpec | null;
  readonly pointwiseRegularizer: RegularizerSpec | null;
}

/**
 * A depthwise convolution and a 1x1 convolution over what it gives.
 * @see Chollet, Xception: Deep Learning with Depthwise Separable Convolutions, 2016, arXiv 1610.02357
 */
export const separableConv2d: LayerDefinition<
  "separableConv2d",
  SeparableConv2dParameters,
  ParameterInput<SeparableConv2dParameters, "filters">
> = {
  id: "separableConv2d",
  summary: "A depthwise convolution and a 1x1 convolution over what it gives.",
  documentation: {
    formula: "y = activation(conv 1x1(depthwise(x)) + bias)",
    advice:
      "In place of conv2d it has about a ninth of the weights and of the work for 3x3 kernels, and often the same accuracy. Keras: SeparableConv2D.",
    reference:
      "Chollet, Xception: Deep Learning with Depthwise Separable Convolutions, 2016, arXiv 1610.02357",
    example: { separableConv2d: { filters: 32, padding: "same", activation: "relu" } },
  },
  parameters: {
    filters: { kind: "int", summary: "Channels of the output.", minimum: 1, maximum: 65_536 },
    ...DEPTHWISE_PARAMETERS,
    depthwiseInitializer: initializerParameter("How the depthwise kernel gets its first values.", {
      glorotUniform: {},
    }),
    pointwiseInitializer: initializerParameter("How the 1x1 kernel gets its first values.", {
      glorotUniform: {},
    }),
    depthwiseRegularizer: regularizerParameter("What the size of the depthwise kernel adds to the loss."),
    pointwiseRegularizer: regularizerParameter("What the size of the 1x1 kernel adds to the loss."),
    ...OUTPUT_PARAMETERS,
    name: NAME_PARAMETER,
  },
  scalable: { weight: "pointwiseKernel", axes: [3] },
  outputShape: (input, parameters) => [...depthwiseShape(input, parameters).slice(0, 2), parameters.filters],
  weights: (input, parameters) => {
    const { filters, multiplier } = parameters;
    const depthwise = depthwiseKernel(input, parameters);
    const middle = input[2]! * multiplier;
    const fans = { fanIn: middle, fanOut: filters };
    return [
      {
        name: "depthwiseKernel",
        shape: depthwise.shape,
        initializer: buildInitializer(parameters.depthwiseInitializer, depthwise.fans),
      },
      {
        name: "pointwiseKernel",
        shape: [1, 1, middle, filters],
        initializer: buildInitializer(parameters.pointwiseInitializer, fans),
      },
      ...biasWeights(filters, parameters, fans),
    ];
  },
  build: (context, x, parameters) => {
    const { depthwiseRegularizer, pointwiseRegularizer } = parameters;
    const depthwise = useWeight(context, "depthwiseKernel", depthwiseRegularizer);
    const pointwise = useWeight(context, "pointwiseKernel", pointwiseRegularizer);
    const image = conv2d(buildDepthwise(x, depthwise, parameters), pointwise);
    return finishOutput(context, image, parameters);
  },
};
