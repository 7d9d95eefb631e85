import { add, greaterEqual, mul, select } from "../graph/ops/mod.ts";
import { sameShape } from "../graph/tensor_type.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import { ACTIVATIONS, type ActivationId } from "./activations/registry.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";
import { ACTIVATION_PARAMETER } from "./output_parameters.ts";
import type { LayerSpec, LayerSpecInput } from "./registry.ts";

/** Parameters of `residual`. */
export interface ResidualParameters extends CommonParameters {
  readonly layers: readonly LayerSpec[];
  readonly shortcut: readonly LayerSpec[];
  readonly activation: ActivationId;
  readonly dropRate: number;
}

/** A residual block as a person writes it. */
type ResidualInput = ParameterInput<Omit<ResidualParameters, "layers" | "shortcut">, never> & {
  readonly layers: readonly LayerSpecInput[];
  readonly shortcut?: readonly LayerSpecInput[] | undefined;
};

/**
 * Adds what its layers give to what they were given.
 * With a `dropRate` it is stochastic depth: while training, the layers of a random part of the examples are left out.
 * @see He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385
 * @see Huang et al., Deep Networks with Stochastic Depth, 2016, arXiv 1603.09382
 */
export const residual: LayerDefinition<"residual", ResidualParameters, ResidualInput> = {
  id: "residual",
  summary: "Adds what its layers give to what they were given.",
  documentation: {
    formula:
      "y = activation(shortcut(x) + b layers(x) / (1 - dropRate)), b = 0 for a part dropRate of the examples while training, otherwise 1",
    advice:
      "It lets networks of more than about ten layers train. Where the layers change the shape, the shortcut needs a 1x1 convolution of the same stride and filters. For stochastic depth let dropRate rise with depth, to 0.1 or 0.2 in the last block.",
    reference:
      "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385; Huang et al., Deep Networks with Stochastic Depth, 2016, arXiv 1603.09382",
    example: {
      residual: {
        layers: [{ conv2d: { filters: 32, padding: "same", useBias: false } }, { batchNorm: {} }],
        shortcut: [{ conv2d: { filters: 32, kernelSize: 1 } }],
        activation: "relu",
        dropRate: 0.1,
      },
    },
  },
  parameters: {
    layers: { kind: "layers", summary: "What is added.", minimum: 1 },
    shortcut: { kind: "layers", summary: "What the input goes through; nothing by default.", minimum: 0 },
    activation: ACTIVATION_PARAMETER,
    dropRate: {
      kind: "float",
      summary: "Part of the examples for which the layers are left out while training.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0,
    },
    name: NAME_PARAMETER,
  },
  nested: ({ layers, shortcut }) => [
    { path: "layers", location: "layers", layers },
    { path: "shortcut", location: "shortcut", layers: shortcut },
  ],
  outputShape: (_input, _parameters, [added, kept]) => {
    if (!sameShape(added!, kept!)) {
      throw new ParameterError("layers", `give the shape [${kept!.join(",")}] of its shortcut`, added);
    }
    return added!;
  },
  weights: () => [],
  build: (context, x, { activation, dropRate }) => {
    const added = context.nested(0, x);
    const kept = context.nested(1, x);
    if (!context.training || dropRate === 0) {
      return ACTIVATIONS[activation].build(add(kept, added));
    }
    const examples = [x.shape[0]!, ...added.shape.slice(1).map(() => 1)];
    const isThere = greaterEqual(context.randomUniform(examples), dropRate);
    return ACTIVATIONS[activation].build(add(kept, select(isThere, mul(added, 1 / (1 - dropRate)), 0)));
  },
};
