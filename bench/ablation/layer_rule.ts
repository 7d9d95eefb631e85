import { type LayerSpecInput, parseModelSpec, SpecError } from "@convzoo/core";
import type { Recipe } from "../recipe.ts";
import { CONVOLUTIONS, DROPOUT, FLATTEN, HIDDEN_DENSE, POOLINGS } from "./baseline.ts";
import type { TrialRule } from "./trial.ts";
import { withParameters } from "./with_parameters.ts";

type Layers = readonly LayerSpecInput[];

/** The layers of the reference CNN with one more kind of layer. */
type Placement = (layer: LayerSpecInput, layers: Layers) => Layers;

/** Puts other layers in the place of some. */
function replaceAt(
  layers: Layers,
  places: readonly number[],
  replace: (old: LayerSpecInput) => Layers,
): Layers {
  return layers.flatMap((old, index) => (places.includes(index) ? replace(old) : [old]));
}

const RELU: LayerSpecInput = { activation: { function: "relu" } };
const SECOND = CONVOLUTIONS[1]!;
const LAST = CONVOLUTIONS[2]!;

const inPlaceOf =
  (...places: readonly number[]): Placement =>
  (layer, layers) =>
    replaceAt(layers, places, () => [layer]);

const behindConvolutions: Placement = (layer, layers) =>
  replaceAt(layers, CONVOLUTIONS, (old) => [old, layer]);

const beforeLastConvolution: Placement = (layer, layers) => replaceAt(layers, [LAST], (old) => [layer, old]);

/** As modern networks have it: convolution without bias, normalisation, relu. */
const beforeActivations: Placement = (layer, layers) =>
  replaceAt(layers, CONVOLUTIONS, (old) => [
    withParameters(old, { activation: "linear", useBias: false }),
    layer,
    RELU,
  ]);

const inPlaceOfActivations: Placement = (layer, layers) =>
  replaceAt(layers, [...CONVOLUTIONS, HIDDEN_DENSE], (old) => [
    withParameters(old, { activation: "linear" }),
    layer,
  ]);

/** The layer with as many filters as the second convolution, which it replaces. */
const asSecondConvolution: Placement = (layer, layers) =>
  replaceAt(layers, [SECOND], () => [withParameters(layer, { filters: 64, activation: "relu" })]);

/** It mixes no channels, so a 1x1 convolution follows. */
const withPointwise: Placement = (layer, layers) =>
  replaceAt(layers, [SECOND], () => [layer, { conv2d: { filters: 64, kernelSize: 1, activation: "relu" } }]);

/** Where each layer goes; one that is not here goes behind the convolutions, if it fits there. */
const PLACEMENTS: Readonly<Partial<Record<string, Placement>>> = {
  flatten: inPlaceOf(FLATTEN),
  activation: inPlaceOfActivations,
  leakyRelu: inPlaceOfActivations,
  prelu: inPlaceOfActivations,
  dropout: inPlaceOf(DROPOUT),
  dense: inPlaceOf(HIDDEN_DENSE),
  maxPool2d: inPlaceOf(...POOLINGS),
  averagePool2d: inPlaceOf(...POOLINGS),
  globalAveragePool2d: inPlaceOf(FLATTEN),
  globalMaxPool2d: inPlaceOf(FLATTEN),
  spatialDropout2d: behindConvolutions,
  gaussianNoise: behindConvolutions,
  squeezeExcitation: behindConvolutions,
  upsample2d: beforeLastConvolution,
  residual: beforeLastConvolution,
  parallel: beforeLastConvolution,
  transposedConv2d: beforeLastConvolution,
  conv2d: asSecondConvolution,
  separableConv2d: asSecondConvolution,
  depthwiseConv2d: withPointwise,
  batchNorm: beforeActivations,
  layerNorm: beforeActivations,
  groupNorm: beforeActivations,
  instanceNorm: beforeActivations,
};

/** What the reference CNN has already is measured by leaving it out. */
const LEFT_OUT: Readonly<Partial<Record<string, (layers: Layers) => Layers>>> = {
  dropout: (layers) => replaceAt(layers, [DROPOUT], () => []),
};

/** How a layer enters the reference CNN: in the place of one that does the same work, or where networks usually have it. */
export const layerRule: TrialRule = ({ entry: { id }, example, baseline }) => {
  const { model } = baseline;
  const changed = (layers: Layers): Recipe => ({ ...baseline, model: { ...model, layers } });
  const place = PLACEMENTS[id] ?? behindConvolutions;
  const trial = {
    spec: example,
    with: changed(place(example as unknown as LayerSpecInput, model.layers)),
    without: changed(LEFT_OUT[id]?.(model.layers) ?? model.layers),
  };
  try {
    parseModelSpec(trial.with.model);
  } catch (error) {
    if (error instanceof SpecError) {
      return { reason: `no rule says where the layer goes: ${error.message}` };
    }
    throw error;
  }
  return trial;
};
