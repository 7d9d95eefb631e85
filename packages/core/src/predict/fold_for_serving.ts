import type { NamedTensors } from "../graph/program.ts";
import { type Shape, sizeOf } from "../graph/tensor_type.ts";
import type { BatchNormParameters } from "../layers/batch_norm.ts";
import type { LayerSpec } from "../layers/registry.ts";
import { type LayerShape, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";

/** A network and its weights by path. */
export interface WeightedModel {
  readonly model: ModelSpec;
  readonly weights: NamedTensors;
}

/** A layer of the new network, with its own weights by name. */
interface ServedLayer {
  readonly spec: LayerSpec;
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** The lists of layers within it, by their path in it. */
  readonly nested: readonly { readonly path: string; readonly layers: readonly ServedLayer[] }[];
}

/** What a layer that can take factors and offsets of its output says of itself. */
interface Scalable {
  readonly useBias: boolean;
  readonly activation: string;
}

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

/** Whether a batch normalisation behind a layer can go into the layer's weights. */
function takesNorm({ definition, parameters }: LayerShape, next: LayerShape | undefined): boolean {
  const { activation } = parameters as unknown as Scalable;
  return definition.scalable !== undefined && activation === "linear" && next?.id === "batchNorm";
}

function ownWeights({ path, weights }: LayerShape, all: NamedTensors): Record<string, Float32Array> {
  return Object.fromEntries(weights.map(({ name }) => [name, all[`${path}.${name}`] as Float32Array]));
}

/** A layer with the normalisation behind it in its weights. */
function foldNorm(layer: LayerShape, norm: LayerShape, all: NamedTensors): ServedLayer {
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

function keep(layer: LayerShape, all: NamedTensors): ServedLayer {
  const { id, definition, parameters, nested } = layer;
  const lists = definition.nested?.(parameters) ?? [];
  return {
    spec: { [id]: parameters } as unknown as LayerSpec,
    weights: ownWeights(layer, all),
    nested: lists.map(({ path }, index) => ({ path, layers: serve(nested[index]!, all) })),
  };
}

function serve(layers: readonly LayerShape[], all: NamedTensors): ServedLayer[] {
  // what is for training only may stand between a layer and its normalisation
  const working = layers.filter(({ definition }) => definition.trainOnly !== true);
  const served: ServedLayer[] = [];
  for (let index = 0; index < working.length; index++) {
    const [layer, next] = [working[index]!, working[index + 1]];
    if (takesNorm(layer, next)) {
      served.push(foldNorm(layer, next!, all));
      index++;
    } else {
      served.push(keep(layer, all));
    }
  }
  return served;
}

/** The spec of a layer with new lists of layers within it. */
function specOf({ spec, nested }: ServedLayer): LayerSpec {
  const [id, parameters] = Object.entries(spec)[0]!;
  const changed: Record<string, unknown> = { ...parameters };
  for (const { path, layers } of nested) {
    const [key, index] = path.split(".") as [string, string?];
    const specs = layers.map(specOf);
    if (index === undefined) {
      changed[key] = specs;
    } else {
      changed[key] = (changed[key] as readonly unknown[]).map((list, at) =>
        at === Number(index) ? specs : list,
      );
    }
  }
  return { [id]: changed } as unknown as LayerSpec;
}

function weightsOf(layers: readonly ServedLayer[], path: string): [string, Float32Array][] {
  return layers.flatMap(({ weights, nested }, index) => [
    ...Object.entries(weights).map(([name, data]): [string, Float32Array] => [
      `${path}.${index}.${name}`,
      data,
    ]),
    ...nested.flatMap((list) => weightsOf(list.layers, `${path}.${index}.${list.path}`)),
  ]);
}

/**
 * Makes a trained network smaller without changing what it says: batch normalisations go into the weights of the layers before them, and
 * layers that do nothing but while training go away. Scores stay within 1e-5.
 * @param given A network in training form.
 * @returns The network to serve; it is not to be trained on.
 */
export function foldForServing({ model, weights }: WeightedModel): WeightedModel {
  const served = serve(layerShapes(model), weights);
  return {
    model: { ...model, layers: served.map(specOf) },
    weights: Object.fromEntries(weightsOf(served, "layers")),
  };
}
