import { add } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";
import type {
  BooleanParameter,
  EnumParameter,
  TechniqueParameter,
} from "../parameters/parameter_definition.ts";
import { ACTIVATION_IDS, ACTIVATIONS, type ActivationId } from "./activations/registry.ts";
import type { Fans } from "./initializers/initializer_definition.ts";
import { buildInitializer, type InitializerSpec, initializerParameter } from "./initializers/registry.ts";
import type { LayerContext, WeightDefinition } from "./layer_definition.ts";

/** Definition of the activation behind a layer's own work. */
export const ACTIVATION_PARAMETER: EnumParameter<ActivationId> = {
  kind: "enum",
  typeName: "Activation",
  summary: "Activation of the output.",
  values: ACTIVATION_IDS,
  default: "linear",
};

/** What layers with kernels do to what these give. */
export interface OutputParameters {
  readonly activation: ActivationId;
  readonly useBias: boolean;
  readonly biasInitializer: InitializerSpec;
}

/** Definitions of {@linkcode OutputParameters}. */
export const OUTPUT_PARAMETERS: {
  readonly activation: EnumParameter<ActivationId>;
  readonly useBias: BooleanParameter;
  readonly biasInitializer: TechniqueParameter;
} = {
  activation: ACTIVATION_PARAMETER,
  useBias: { kind: "boolean", summary: "Whether each channel of the output has a bias.", default: true },
  biasInitializer: initializerParameter("How the bias gets its first values.", { zeros: {} }),
};

/** The bias of so many channels, if one is wanted. */
export function biasWeights(
  channels: number,
  { useBias, biasInitializer }: OutputParameters,
  fans: Fans,
): WeightDefinition[] {
  return useBias
    ? [{ name: "bias", shape: [channels], initializer: buildInitializer(biasInitializer, fans) }]
    : [];
}

/** `activation(x + bias)`. */
export function finishOutput(
  context: LayerContext,
  x: Value,
  { activation, useBias }: OutputParameters,
): Value {
  return ACTIVATIONS[activation].build(useBias ? add(x, context.weight("bias")) : x);
}
