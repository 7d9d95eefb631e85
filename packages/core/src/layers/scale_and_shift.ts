import { add, mul } from "../graph/ops/mod.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type {
  BooleanParameter,
  FloatParameter,
  TechniqueParameter,
} from "../parameters/parameter_definition.ts";
import type { RegularizerSpec } from "../techniques/regularizers/registry.ts";
import { buildInitializer, type InitializerSpec, initializerParameter } from "./initializers/registry.ts";
import type { CommonParameters, LayerContext, WeightDefinition } from "./layer_definition.ts";
import { regularizerParameter, useWeight } from "./use_weight.ts";

/** Parameters that every normalisation has. */
export interface NormParameters extends CommonParameters {
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
  readonly gammaInitializer: InitializerSpec;
  readonly betaInitializer: InitializerSpec;
  readonly gammaRegularizer: RegularizerSpec | null;
  readonly betaRegularizer: RegularizerSpec | null;
}

/** Definitions of the parameters that every normalisation has, with Keras's defaults. */
export const NORM_PARAMETERS: {
  readonly epsilon: FloatParameter;
  readonly scale: BooleanParameter;
  readonly center: BooleanParameter;
  readonly gammaInitializer: TechniqueParameter;
  readonly betaInitializer: TechniqueParameter;
  readonly gammaRegularizer: TechniqueParameter;
  readonly betaRegularizer: TechniqueParameter;
} = {
  epsilon: {
    kind: "float",
    summary: "Added to the variance, so that nothing is divided by 0.",
    minimum: 0,
    exclusiveMinimum: true,
    default: 0.001,
  },
  scale: { kind: "boolean", summary: "Whether each channel learns a factor, gamma.", default: true },
  center: { kind: "boolean", summary: "Whether each channel learns an offset, beta.", default: true },
  gammaInitializer: initializerParameter(
    "How gamma gets its first values; zeros for the last normalisation of a residual block lets the block begin as the identity.",
    { ones: {} },
  ),
  betaInitializer: initializerParameter("How beta gets its first values.", { zeros: {} }),
  gammaRegularizer: regularizerParameter("What the size of gamma adds to the loss."),
  betaRegularizer: regularizerParameter("What the size of beta adds to the loss."),
};

/** `gamma` and `beta` of each channel, as far as they are wanted. */
export function scaleAndShiftWeights(input: Shape, parameters: NormParameters): WeightDefinition[] {
  const { scale, center, gammaInitializer, betaInitializer } = parameters;
  const channels = input.at(-1)!;
  const weight = (name: string, initializer: InitializerSpec): WeightDefinition => ({
    name,
    shape: [channels],
    // as Keras counts the fans of a weight of one axis
    initializer: buildInitializer(initializer, { fanIn: channels, fanOut: channels }),
  });
  return [
    ...(scale ? [weight("gamma", gammaInitializer)] : []),
    ...(center ? [weight("beta", betaInitializer)] : []),
  ];
}

/** `gamma x + beta`, channel by channel; while training the penalties of both go to the loss. */
export function scaleAndShift(context: LayerContext, x: Value, parameters: NormParameters): Value {
  const { scale, center, gammaRegularizer, betaRegularizer } = parameters;
  const scaled = scale ? mul(x, useWeight(context, "gamma", gammaRegularizer)) : x;
  return center ? add(scaled, useWeight(context, "beta", betaRegularizer)) : scaled;
}
