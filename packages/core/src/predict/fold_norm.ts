import type { NamedTensors } from "../graph/program.ts";
import { type Shape, sizeOf } from "../graph/tensor_type.ts";
import type { BatchNormParameters } from "../layers/batch_norm.ts";
import type { LayerSpec } from "../layers/registry.ts";
import type { LayerShape } from "../spec/layer_shapes.ts";
import { ownWeights, type ServedLayer } from "./served_layer.ts";

/** The factor and the offset of each channel that a trained batch normalisation comes down to. */
function channelScales(
  { path, parameters, weights }: LayerShape,
  all: NamedTensors,
): { factors: Float64Array; offsets: Float64Array } {
  const { epsilon, scale, center } = parameters as BatchNormParameters;
  const own = (name: string): ArrayLike<number> => all[`${path}.${name}`]!;
  const channels = weights[0]!.shape[0]!;
  const [mean, variance] = [own("movingMean"), own("movingVariance")];
  const gamma = scale ? own("gamma") : null;
  const beta = center ? own("beta") : null;
  const factors = new Float64Array(channels);
  const offsets = new Float64Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    factors[channel] = (gamma?.[channel] ?? 1) / Math.sqrt(variance[channel]! + epsilon);
    offsets[channel] = (beta?.[channel] ?? 0) - mean[channel]! * factors[channel]!;
  }
  return { factors, offsets };
}

/** Multiplies a factor into the elements of each channel; `axes` are neighbours. */
function scaleChannels(
  values: Float32Array,
  { shape, axes }: { readonly shape: Shape; readonly axes: readonly number[] },
  factors: Float64Array,
): Float32Array {
  const inner = sizeOf(shape.slice(axes.at(-1)! + 1));
  const channels = factors.length;
  return values.map((value, element) => value * factors[Math.floor(element / inner) % channels]!);
}

/** A layer with the normalisation behind it in its weights. */
export function foldNorm(layer: LayerShape, norm: LayerShape, all: NamedTensors): ServedLayer {
  const { id, definition, parameters, weights } = layer;
  const { weight, axes } = definition.scalable!;
  const { factors, offsets } = channelScales(norm, all);
  const own = ownWeights(layer, all);
  const { shape } = weights.find(({ name }) => name === weight)!;
  const bias = own["bias"];
  const shifted = Float32Array.from(
    offsets,
    (offset, channel) => (bias?.[channel] ?? 0) * factors[channel]! + offset,
  );
  return {
    spec: { [id]: { ...parameters, useBias: true } } as unknown as LayerSpec,
    weights: { ...own, [weight]: scaleChannels(own[weight]!, { shape, axes }, factors), bias: shifted },
    nested: [],
  };
}
