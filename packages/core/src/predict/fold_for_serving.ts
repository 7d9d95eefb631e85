import type { NamedTensors } from "../graph/program.ts";
import type { LayerSpec } from "../layers/registry.ts";
import { type LayerShape, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { foldNorm } from "./fold_norm.ts";
import { ownWeights, type ServedLayer } from "./served_layer.ts";

/** A network and its weights by path. */
export interface WeightedModel {
  readonly model: ModelSpec;
  readonly weights: NamedTensors;
}

/** What a layer that can take factors and offsets of its output says of itself. */
interface Scalable {
  readonly useBias: boolean;
  readonly activation: string;
}

/** Whether a batch normalisation behind a layer can go into the layer's weights. */
function takesNorm({ definition, parameters }: LayerShape, next: LayerShape | undefined): boolean {
  const { activation } = parameters as unknown as Scalable;
  return definition.scalable !== undefined && activation === "linear" && next?.id === "batchNorm";
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
