import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { clipByGlobalNorm } from "./clip_by_global_norm.ts";
import { type ClipByNormParameters, clipByNorm } from "./clip_by_norm.ts";
import { type ClipByValueParameters, clipByValue } from "./clip_by_value.ts";
import { type DiscriminativeRatesParameters, discriminativeRates } from "./discriminative_rates.ts";
import { type EmaParameters, ema } from "./ema.ts";
import { type FreezeParameters, freeze } from "./freeze.ts";
import { type GradientAccumulationParameters, gradientAccumulation } from "./gradient_accumulation.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { type GradualUnfreezingParameters, gradualUnfreezing } from "./gradual_unfreezing.ts";
import { type LayerRatesParameters, layerRates } from "./layer_rates.ts";
import { type WeightDecayParameters, weightDecay } from "./weight_decay.ts";

/** Every gradient technique's parameters by id: complete, and as a person writes them. */
interface GradientTypes {
  ema: { parameters: EmaParameters; input: ParameterInput<EmaParameters, never> };
  gradientAccumulation: {
    parameters: GradientAccumulationParameters;
    input: ParameterInput<GradientAccumulationParameters, never>;
  };
  clipByValue: { parameters: ClipByValueParameters; input: ParameterInput<ClipByValueParameters, never> };
  clipByNorm: { parameters: ClipByNormParameters; input: ParameterInput<ClipByNormParameters, never> };
  clipByGlobalNorm: { parameters: ClipByNormParameters; input: ParameterInput<ClipByNormParameters, never> };
  layerRates: { parameters: LayerRatesParameters; input: LayerRatesParameters };
  discriminativeRates: {
    parameters: DiscriminativeRatesParameters;
    input: ParameterInput<DiscriminativeRatesParameters, never>;
  };
  freeze: { parameters: FreezeParameters; input: ParameterInput<FreezeParameters, never> };
  gradualUnfreezing: {
    parameters: GradualUnfreezingParameters;
    input: ParameterInput<GradualUnfreezingParameters, never>;
  };
  weightDecay: { parameters: WeightDecayParameters; input: ParameterInput<WeightDecayParameters, never> };
}

/** Id of a gradient technique: its key in specs and in GraphQL. */
export type GradientId = keyof GradientTypes;

/** A gradient technique of a spec, complete: `{ clipByNorm: { norm: 1 } }`. */
export type GradientSpec = OneKey<{ [TId in GradientId]: GradientTypes[TId]["parameters"] }>;

/** A gradient technique as a person writes it. */
export type GradientSpecInput = OneKey<{ [TId in GradientId]: GradientTypes[TId]["input"] }>;

/** Every gradient technique by id, in the order in which they are put around one another, the outermost first. */
export const GRADIENTS: {
  readonly [TId in GradientId]: GradientDefinition<TId, GradientTypes[TId]["parameters"]>;
} = {
  ema,
  gradientAccumulation,
  clipByValue,
  clipByNorm,
  clipByGlobalNorm,
  layerRates,
  discriminativeRates,
  freeze,
  gradualUnfreezing,
  weightDecay,
};

/** Ids of the gradient techniques in the registry's order. */
export const GRADIENT_IDS: readonly GradientId[] = Object.keys(GRADIENTS) as GradientId[];

/** The gradient techniques as a list for generators. */
export const gradientRegistry: readonly RegistryEntry[] = Object.values(
  GRADIENTS,
) as unknown as readonly RegistryEntry[];
