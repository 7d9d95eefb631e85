import { add, matMul } from "../graph/ops/mod.ts";
import { ACTIVATION_IDS, ACTIVATIONS, type ActivationId } from "./activations/registry.ts";
import { buildInitializer, type InitializerSpec, initializerParameter } from "./initializers/registry.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";

/** Parameters of `dense`. */
export interface DenseParameters extends CommonParameters {
  readonly units: number;
  readonly activation: ActivationId;
  readonly useBias: boolean;
  readonly kernelInitializer: InitializerSpec;
  readonly biasInitializer: InitializerSpec;
}

/** Connects every element of a row to every unit: `activation(x kernel + bias)`, kernel `[in, units]`. */
export const dense: LayerDefinition<"dense", DenseParameters> = {
  id: "dense",
  summary: "Connects every element of a row to every unit.",
  documentation: {
    formula: "y = activation(x kernel + bias)",
    advice:
      "As the last layer with softmax it gives the classes. Over images it has many weights: prefer convolutions and globalAveragePool2d before it. Keras: Dense.",
    reference:
      "Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, 1986, Nature 323",
  },
  parameters: {
    units: { kind: "int", summary: "Number of units.", minimum: 1, maximum: 65536 },
    activation: {
      kind: "enum",
      typeName: "Activation",
      summary: "Activation after the bias.",
      values: ACTIVATION_IDS,
      default: "linear",
    },
    useBias: { kind: "boolean", summary: "Whether each unit has a bias.", default: true },
    kernelInitializer: initializerParameter("How the kernel gets its first values.", { glorotUniform: {} }),
    biasInitializer: initializerParameter("How the bias gets its first values.", { zeros: {} }),
    name: NAME_PARAMETER,
  },
  scalable: { weight: "kernel", axes: [1] },
  outputShape: (input, { units }) => {
    if (input.length !== 1) {
      throw new ParameterError("its input", "be a row (put flatten before it)", input);
    }
    return [units];
  },
  weights: (input, { units, useBias, kernelInitializer, biasInitializer }) => {
    const fans = { fanIn: input[0]!, fanOut: units };
    return [
      { name: "kernel", shape: [input[0]!, units], initializer: buildInitializer(kernelInitializer, fans) },
      ...(useBias
        ? [{ name: "bias", shape: [units], initializer: buildInitializer(biasInitializer, fans) }]
        : []),
    ];
  },
  build: (context, x, { activation, useBias }) => {
    const product = matMul(x, context.weight("kernel"));
    return ACTIVATIONS[activation].build(useBias ? add(product, context.weight("bias")) : product);
  },
};
