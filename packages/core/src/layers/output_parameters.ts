import { add, mul } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";
import type {
  BooleanParameter,
  EnumParameter,
  TechniqueParameter,
} from "../parameters/parameter_definition.ts";
import { penaltyOf, type RegularizerSpec } from "../techniques/regularizers/registry.ts";
import { ACTIVATION_IDS, ACTIVATIONS, type ActivationId } from "./activations/registry.ts";
import type { Fans } from "./initializers/initializer_definition.ts";
import { buildInitializer, type InitializerSpec, initializerParameter } from "./initializers/registry.ts";
import type { LayerContext, WeightDefinition } from "./layer_definition.ts";
import { regularizerParameter, useWeight } from "./use_weight.ts";

/** Definition of the activation behind a layer's own work. */
export const ACTIVATION_PARAMETER: EnumParameter<ActivationId> = {
  kind: "enum",
  typeName: "Activation",
  summary: "Activation of the output.",
  values: ACTIVATION_IDS,
  default: "linear",
};

/** How a layer's kernel begins and what holds it small. */
export interface KernelParameters {
  readonly kernelInitializer: InitializerSpec;
  readonly kernelRegularizer: RegularizerSpec | null;
}

/** Definitions of {@linkcode KernelParameters}. */
export const KERNEL_PARAMETERS: {
  readonly kernelInitializer: TechniqueParameter;
  readonly kernelRegularizer: TechniqueParameter;
} = {
  kernelInitializer: initializerParameter("How the kernel gets its first values.", { glorotUniform: {} }),
  kernelRegularizer: regularizerParameter("What the size of the kernel adds to the loss."),
};

/** A layer's kernel; while training its penalty goes to the loss. */
export function useKernel(context: LayerContext, { kernelRegularizer }: KernelParameters): Value {
  return useWeight(context, "kernel", kernelRegularizer);
}

/** What layers with kernels do to what these give. */
export interface OutputParameters {
  readonly activation: ActivationId;
  readonly useBias: boolean;
  readonly biasInitializer: InitializerSpec;
  readonly biasRegularizer: RegularizerSpec | null;
  readonly activityRegularizer: RegularizerSpec | null;
}

/** Definitions of {@linkcode OutputParameters}. */
export const OUTPUT_PARAMETERS: {
  readonly activation: EnumParameter<ActivationId>;
  readonly useBias: BooleanParameter;
  readonly biasInitializer: TechniqueParameter;
  readonly biasRegularizer: TechniqueParameter;
  readonly activityRegularizer: TechniqueParameter;
} = {
  activation: ACTIVATION_PARAMETER,
  useBias: { kind: "boolean", summary: "Whether each channel of the output has a bias.", default: true },
  biasInitializer: initializerParameter("How the bias gets its first values.", { zeros: {} }),
  biasRegularizer: regularizerParameter("What the size of the bias adds to the loss."),
  activityRegularizer: regularizerParameter("What the size of an example's output adds to the loss."),
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

/** `activation(x + bias)`; while training the penalties of the bias and of the output go to the loss. */
export function finishOutput(context: LayerContext, x: Value, parameters: OutputParameters): Value {
  const { activation, useBias, biasRegularizer, activityRegularizer } = parameters;
  const output = ACTIVATIONS[activation].build(
    useBias ? add(x, useWeight(context, "bias", biasRegularizer)) : x,
  );
  if (activityRegularizer !== null) {
    // the mean over the examples, as in Keras, so that it does not grow with the batch
    context.penalize(mul(penaltyOf(activityRegularizer, output), 1 / output.shape[0]!));
  }
  return output;
}
