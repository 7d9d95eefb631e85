import { add, mul } from "../graph/ops/mod.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { BooleanParameter, FloatParameter } from "../parameters/parameter_definition.ts";
import type { CommonParameters, LayerContext, WeightDefinition } from "./layer_definition.ts";

/** Parameters that every normalisation has. */
export interface NormParameters extends CommonParameters {
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
}

/** Definitions of the parameters that every normalisation has, with Keras's defaults. */
export const NORM_PARAMETERS: {
  readonly epsilon: FloatParameter;
  readonly scale: BooleanParameter;
  readonly center: BooleanParameter;
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
};

/** `gamma` and `beta` of each channel, as far as they are wanted. */
export function scaleAndShiftWeights(input: Shape, { scale, center }: NormParameters): WeightDefinition[] {
  const shape = [input.at(-1)!];
  return [
    ...(scale ? [{ name: "gamma", shape, initializer: { kind: "constant", value: 1 } } as const] : []),
    ...(center ? [{ name: "beta", shape, initializer: { kind: "constant", value: 0 } } as const] : []),
  ];
}

/** `gamma x + beta`, channel by channel. */
export function scaleAndShift(context: LayerContext, x: Value, { scale, center }: NormParameters): Value {
  const scaled = scale ? mul(x, context.weight("gamma")) : x;
  return center ? add(scaled, context.weight("beta")) : scaled;
}
