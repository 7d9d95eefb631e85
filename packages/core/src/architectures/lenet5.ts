import type { NoParameters } from "../parameters/entry_definition.ts";
import type { ArchitectureDefinition } from "./architecture_definition.ts";

/** The network that read digits on cheques: two convolutions, two average poolings, three dense layers. */
export const lenet5: ArchitectureDefinition<"lenet5", NoParameters> = {
  id: "lenet5",
  summary: "Two 5x5 convolutions with tanh and average pooling, then three dense layers.",
  documentation: {
    formula:
      "layers = conv 6 5x5 same, average-pool 2, conv 16 5x5, average-pool 2, flatten, dense 120, dense 84, dense classes; all tanh but the last",
    advice:
      "A small yardstick: 61,706 weights on 28 x 28 grey images. The first padding stands for the 32 x 32 frame of the paper; all maps are connected, and softmax is in place of radial basis functions.",
    reference:
      "LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998",
    example: { lenet5: {} },
  },
  parameters: {},
  layers: ({ classes }) => [
    { conv2d: { filters: 6, kernelSize: 5, padding: "same", activation: "tanh" } },
    { averagePool2d: {} },
    { conv2d: { filters: 16, kernelSize: 5, activation: "tanh" } },
    { averagePool2d: {} },
    { flatten: {} },
    { dense: { units: 120, activation: "tanh" } },
    { dense: { units: 84, activation: "tanh" } },
    { dense: { units: classes, activation: "softmax" } },
  ],
};
