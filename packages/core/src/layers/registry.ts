import type { ParameterInput } from "../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import { type ActivationParameters, activation } from "./activation.ts";
import { averagePool2d } from "./average_pool2d.ts";
import { type BatchNormParameters, batchNorm } from "./batch_norm.ts";
import { type Conv2dParameters, conv2d } from "./conv2d.ts";
import { type DenseParameters, dense } from "./dense.ts";
import { type DepthwiseConv2dParameters, depthwiseConv2d } from "./depthwise_conv2d.ts";
import { type DropoutParameters, dropout } from "./dropout.ts";
import { flatten } from "./flatten.ts";
import { type GaussianNoiseParameters, gaussianNoise } from "./gaussian_noise.ts";
import { globalAveragePool2d, globalMaxPool2d } from "./global_pool.ts";
import { type GroupNormParameters, groupNorm } from "./group_norm.ts";
import { instanceNorm } from "./instance_norm.ts";
import type { CommonParameters, LayerDefinition } from "./layer_definition.ts";
import { layerNorm } from "./layer_norm.ts";
import { type LeakyReluParameters, leakyRelu } from "./leaky_relu.ts";
import { maxPool2d } from "./max_pool2d.ts";
import { type ParallelParameters, parallel } from "./parallel.ts";
import type { PoolParameters } from "./pool_parameters.ts";
import { type PreluParameters, prelu } from "./prelu.ts";
import { type ResidualParameters, residual } from "./residual.ts";
import type { NormParameters } from "./scale_and_shift.ts";
import { type SeparableConv2dParameters, separableConv2d } from "./separable_conv2d.ts";
import { spatialDropout2d } from "./spatial_dropout2d.ts";
import { type SqueezeExcitationParameters, squeezeExcitation } from "./squeeze_excitation.ts";
import { type TransposedConv2dParameters, transposedConv2d } from "./transposed_conv2d.ts";
import { type Upsample2dParameters, upsample2d } from "./upsample2d.ts";

/** Every layer's parameters by id: complete, and as a person writes them (only those without a default must be there). */
interface LayerTypes {
  flatten: { parameters: CommonParameters; input: ParameterInput<CommonParameters, never> };
  activation: { parameters: ActivationParameters; input: ParameterInput<ActivationParameters, "function"> };
  leakyRelu: { parameters: LeakyReluParameters; input: ParameterInput<LeakyReluParameters, never> };
  prelu: { parameters: PreluParameters; input: ParameterInput<PreluParameters, never> };
  dropout: { parameters: DropoutParameters; input: ParameterInput<DropoutParameters, "rate"> };
  dense: { parameters: DenseParameters; input: ParameterInput<DenseParameters, "units"> };
  maxPool2d: { parameters: PoolParameters; input: ParameterInput<PoolParameters, never> };
  averagePool2d: { parameters: PoolParameters; input: ParameterInput<PoolParameters, never> };
  globalAveragePool2d: { parameters: CommonParameters; input: ParameterInput<CommonParameters, never> };
  globalMaxPool2d: { parameters: CommonParameters; input: ParameterInput<CommonParameters, never> };
  gaussianNoise: {
    parameters: GaussianNoiseParameters;
    input: ParameterInput<GaussianNoiseParameters, "deviation">;
  };
  spatialDropout2d: { parameters: DropoutParameters; input: ParameterInput<DropoutParameters, "rate"> };
  upsample2d: { parameters: Upsample2dParameters; input: ParameterInput<Upsample2dParameters, never> };
  conv2d: { parameters: Conv2dParameters; input: ParameterInput<Conv2dParameters, "filters"> };
  depthwiseConv2d: {
    parameters: DepthwiseConv2dParameters;
    input: ParameterInput<DepthwiseConv2dParameters, never>;
  };
  separableConv2d: {
    parameters: SeparableConv2dParameters;
    input: ParameterInput<SeparableConv2dParameters, "filters">;
  };
  transposedConv2d: {
    parameters: TransposedConv2dParameters;
    input: ParameterInput<TransposedConv2dParameters, "filters">;
  };
  batchNorm: { parameters: BatchNormParameters; input: ParameterInput<BatchNormParameters, never> };
  layerNorm: { parameters: NormParameters; input: ParameterInput<NormParameters, never> };
  groupNorm: { parameters: GroupNormParameters; input: ParameterInput<GroupNormParameters, never> };
  instanceNorm: { parameters: NormParameters; input: ParameterInput<NormParameters, never> };
  squeezeExcitation: {
    parameters: SqueezeExcitationParameters;
    input: ParameterInput<SqueezeExcitationParameters, never>;
  };
  residual: { parameters: ResidualParameters; input: ResidualInput };
  parallel: { parameters: ParallelParameters; input: ParallelInput };
}

/** Parallel branches as a person writes them. */
interface ParallelInput extends ParameterInput<Omit<ParallelParameters, "branches">, never> {
  readonly branches: readonly (readonly LayerSpecInput[])[];
}

/** A residual block as a person writes it. */
interface ResidualInput extends ParameterInput<Omit<ResidualParameters, "layers" | "shortcut">, never> {
  readonly layers: readonly LayerSpecInput[];
  readonly shortcut?: readonly LayerSpecInput[] | undefined;
}

/** Id of a layer: its key in specs and in GraphQL. */
export type LayerId = keyof LayerTypes;

/** Parameters of a layer, complete. */
export type LayerParameters<TId extends LayerId> = LayerTypes[TId]["parameters"];

type OneKey<TTypes> = {
  [TId in keyof TTypes]: { readonly [TKey in TId]: TTypes[TId] } & {
    readonly [TOther in Exclude<keyof TTypes, TId>]?: never;
  };
}[keyof TTypes];

/** One layer of a spec, complete: `{ conv2d: { filters: 32, ... } }`. */
export type LayerSpec = OneKey<{ [TId in LayerId]: LayerParameters<TId> }>;

/** One layer as a person writes it: only what has no default must be there. */
export type LayerSpecInput = OneKey<{ [TId in LayerId]: LayerTypes[TId]["input"] }>;

/** Every layer by id, simple ones first. */
export const LAYERS: { readonly [TId in LayerId]: LayerDefinition<TId, LayerParameters<TId>> } = {
  flatten,
  activation,
  leakyRelu,
  prelu,
  dropout,
  dense,
  maxPool2d,
  averagePool2d,
  globalAveragePool2d,
  globalMaxPool2d,
  spatialDropout2d,
  gaussianNoise,
  upsample2d,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  transposedConv2d,
  batchNorm,
  layerNorm,
  groupNorm,
  instanceNorm,
  squeezeExcitation,
  residual,
  parallel,
};

/** Ids of the layers in the registry's order. */
export const LAYER_IDS: readonly LayerId[] = Object.keys(LAYERS) as LayerId[];

/** The layers as a list for generators. */
export const layerRegistry: readonly RegistryEntry[] = LAYER_IDS.map(
  (id) => LAYERS[id] as unknown as RegistryEntry,
);
