import type { LayerSpecInput } from "../layers/registry.ts";

/** A convolution as a person writes it. */
export type ConvolutionInput = Extract<LayerSpecInput, { conv2d: object }>["conv2d"];

/** Convolution without bias, batch normalisation, relu: what modern networks are built of. */
export function convNormRelu(convolution: ConvolutionInput): LayerSpecInput[] {
  return [...convNorm(convolution), { activation: { function: "relu" } }];
}

/** Convolution without bias, batch normalisation. The momentum suits trainings of some thousand steps. */
export function convNorm(convolution: ConvolutionInput): LayerSpecInput[] {
  return [
    { conv2d: { padding: "same", useBias: false, kernelInitializer: { heNormal: {} }, ...convolution } },
    { batchNorm: { momentum: 0.9 } },
  ];
}

/** Channels averaged over the image, then one score a class. */
export function poolAndClassify(classes: number): LayerSpecInput[] {
  return [{ globalAveragePool2d: {} }, { dense: { units: classes, activation: "softmax" } }];
}
