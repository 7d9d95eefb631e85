import { reshape, standardise } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";
import { type LayerDefinition, NAME_PARAMETER, ParameterError } from "./layer_definition.ts";
import {
  NORM_PARAMETERS,
  type NormParameters,
  scaleAndShift,
  scaleAndShiftWeights,
} from "./scale_and_shift.ts";

/** Parameters of `groupNorm`. */
export interface GroupNormParameters extends NormParameters {
  readonly groups: number;
}

/** Standardises each example's groups of neighbouring channels, each over all of its pixels. */
export function standardiseGroups(x: Value, groups: number, epsilon: number): Value {
  const channels = x.shape.at(-1)!;
  const split = reshape(x, [...x.shape.slice(0, -1), groups, channels / groups]);
  const groupAxis = split.shape.length - 2;
  const axes = split.shape.map((_size, axis) => axis).filter((axis) => axis !== 0 && axis !== groupAxis);
  return reshape(standardise(split, { axes, epsilon }), x.shape);
}

/**
 * Standardises groups of channels of each example over its pixels.
 * @see Wu and He, Group Normalization, 2018, arXiv 1803.08494
 */
export const groupNorm: LayerDefinition<"groupNorm", GroupNormParameters> = {
  id: "groupNorm",
  summary: "Standardises groups of channels of each example over its pixels.",
  documentation: {
    formula:
      "y = gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance over a group's channels and pixels",
    advice:
      "Prefer it to batchNorm for batches below 16. One group is layerNorm over the whole example, as many groups as channels is instanceNorm. 32 groups is the paper's and Keras's default; small networks need fewer.",
    reference: "Wu and He, Group Normalization, 2018, arXiv 1803.08494",
    example: { groupNorm: { groups: 8 } },
  },
  parameters: {
    groups: {
      kind: "int",
      summary: "Number of groups; must divide the channels.",
      minimum: 1,
      maximum: 65_536,
      default: 32,
    },
    ...NORM_PARAMETERS,
    name: NAME_PARAMETER,
  },
  joins: "activations",
  outputShape: (input, { groups }) => {
    if (input.at(-1)! % groups !== 0) {
      throw new ParameterError("groups", `divide the ${input.at(-1)} channels of its input`, groups);
    }
    return input;
  },
  weights: scaleAndShiftWeights,
  build: (context, x, parameters) =>
    scaleAndShift(context, standardiseGroups(x, parameters.groups, parameters.epsilon), parameters),
};
