import { SpecError } from "../errors/spec_error.ts";
import type { Shape } from "../graph/tensor_type.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  ParameterError,
  type WeightDefinition,
} from "../layers/layer_definition.ts";
import { LAYERS, type LayerId, type LayerSpec } from "../layers/registry.ts";
import type { ModelSpec } from "./model_spec.ts";

/** A layer of a spec with its definition and its parameters, whatever its kind. */
export interface ResolvedLayer {
  readonly id: LayerId;
  readonly definition: LayerDefinition<string, CommonParameters>;
  readonly parameters: CommonParameters;
}

/** A layer's place in a network. Shapes leave out the batch axis. */
export interface LayerShape extends ResolvedLayer {
  /** `layers.0`, `layers.0.layers.1`: prefix of the names of its weights. */
  readonly path: string;
  readonly input: Shape;
  readonly output: Shape;
  /** Its own, without those of layers within it. */
  readonly weights: readonly WeightDefinition[];
  /** The lists of layers within it. */
  readonly nested: readonly (readonly LayerShape[])[];
}

/** The definition behind one layer of a spec. */
function resolveLayer(layer: LayerSpec): ResolvedLayer {
  const [id, parameters] = Object.entries(layer)[0] as [LayerId, CommonParameters];
  // each definition is handed the parameters of its own id only, which the table's type states and this erases
  return { id, definition: LAYERS[id] as unknown as LayerDefinition<string, CommonParameters>, parameters };
}

/** Where a list of layers is: in the names of weights, and in the spec. */
interface ListPlace {
  readonly path: string;
  readonly location: string;
}

function placeLayer(layer: LayerSpec, input: Shape, { path, location }: ListPlace): LayerShape {
  const resolved = resolveLayer(layer);
  const { id, definition, parameters } = resolved;
  const lists = definition.nested?.(parameters) ?? [];
  const nested = lists.map((list) => {
    const place = { path: `${path}.${list.path}`, location: `${location}.${id}.${list.location}` };
    return placeLayers(list.layers, input, place);
  });
  try {
    const outputs = nested.map((list) => list.at(-1)?.output ?? input);
    const output = definition.outputShape(input, parameters, outputs);
    return { ...resolved, path, input, output, weights: definition.weights(input, parameters), nested };
  } catch (error) {
    if (!(error instanceof ParameterError)) {
      throw error;
    }
    const at = error.parameter in parameters ? `${location}.${id}.${error.parameter}` : `${location}.${id}`;
    const action = `Cannot build layer "${id}" at ${location}`;
    throw new SpecError({ action, path: at, rule: error.message, received: error.received });
  }
}

/** Places a list of layers behind an input of a shape. @throws {SpecError} If they do not fit. */
export function placeLayers(
  layers: readonly LayerSpec[],
  input: Shape,
  { path, location }: ListPlace,
): LayerShape[] {
  let shape = input;
  return layers.map((layer, index) => {
    const placed = placeLayer(layer, shape, { path: `${path}.${index}`, location: `${location}[${index}]` });
    shape = placed.output;
    return placed;
  });
}

/**
 * Walks the layers from the input on.
 * @throws {SpecError} If a layer cannot take what the one before it gives.
 */
export function layerShapes(model: ModelSpec): readonly LayerShape[] {
  const { height, width, channels } = model.input;
  return placeLayers(model.layers, [height, width, channels], { path: "layers", location: "layers" });
}

/** All layers, each before those within it. */
export function allLayers(layers: readonly LayerShape[]): readonly LayerShape[] {
  return layers.flatMap((layer) => [layer, ...layer.nested.flatMap(allLayers)]);
}
