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
  /** `layers.0`: prefix of the names of its weights. */
  readonly path: string;
  readonly input: Shape;
  readonly output: Shape;
  readonly weights: readonly WeightDefinition[];
}

/** The definition behind one layer of a spec. */
function resolveLayer(layer: LayerSpec): ResolvedLayer {
  const [id, parameters] = Object.entries(layer)[0] as [LayerId, CommonParameters];
  // each definition is handed the parameters of its own id only, which the table's type states and this erases
  return { id, definition: LAYERS[id] as unknown as LayerDefinition<string, CommonParameters>, parameters };
}

/**
 * Walks the layers from the input on.
 * @throws {SpecError} If a layer cannot take what the one before it gives.
 */
export function layerShapes(model: ModelSpec): readonly LayerShape[] {
  let input: Shape = [model.input.height, model.input.width, model.input.channels];
  return model.layers.map((layer, index) => {
    const resolved = resolveLayer(layer);
    const { id, definition, parameters } = resolved;
    try {
      const output = definition.outputShape(input, parameters);
      const shape: LayerShape = {
        ...resolved,
        path: `layers.${index}`,
        input,
        output,
        weights: definition.weights(input, parameters),
      };
      input = output;
      return shape;
    } catch (error) {
      if (!(error instanceof ParameterError)) {
        throw error;
      }
      const path =
        error.parameter in parameters
          ? `layers[${index}].${id}.${error.parameter}`
          : `layers[${index}].${id}`;
      const action = `Cannot build layer "${id}" at layers[${index}]`;
      throw new SpecError({ action, path, rule: error.message, received: error.received });
    }
  });
}
