import { matMul } from "../graph/ops/mod.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import { buildInitializer } from "./initializers/registry.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";
import {
  biasWeights,
  finishOutput,
  KERNEL_PARAMETERS,
  type KernelParameters,
  OUTPUT_PARAMETERS,
  type OutputParameters,
  useKernel,
} from "./output_parameters.ts";

/** Parameters of `dense`. */
export interface DenseParameters extends CommonParameters, KernelParameters, OutputParameters {
  readonly units: number;
}

/** Connects every element of a row to every unit: `activation(x kernel + bias)`, kernel `[in, units]`. */
export const dense: LayerDefinition<"dense", DenseParameters, ParameterInput<DenseParameters, "units">> = {
  id: "dense",
  summary: "Connects every element of a row to every unit.",
  documentation: {
    formula: "y = activation(x kernel + bias)",
    advice:
      "As the last layer with softmax it gives the classes. Over images it has many weights: prefer convolutions and globalAveragePool2d before it. Keras: Dense.",
    reference:
      "Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, 1986, Nature 323",
    example: { dense: { units: 64, activation: "relu" } },
  },
  parameters: {
    units: { kind: "int", summary: "Number of units.", minimum: 1, maximum: 65536 },
    ...KERNEL_PARAMETERS,
    ...OUTPUT_PARAMETERS,
    name: NAME_PARAMETER,
  },
  scalable: { weight: "kernel", axes: [1] },
  outputShape: (input, { units }) => {
    if (input.length !== 1) {
      throw new ParameterError("its input", "be a row (put flatten before it)", input);
    }
    return [units];
  },
  weights: (input, parameters) => {
    const { units, kernelInitializer } = parameters;
    const fans = { fanIn: input[0]!, fanOut: units };
    return [
      { name: "kernel", shape: [input[0]!, units], initializer: buildInitializer(kernelInitializer, fans) },
      ...biasWeights(units, parameters, fans),
    ];
  },
  build: (context, x, parameters) =>
    finishOutput(context, matMul(x, useKernel(context, parameters)), parameters),
};
