import { ArtifactError } from "../errors/artifact_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import { sizeOf } from "../graph/tensor_type.ts";
import { modelState } from "../programs/trace_model.ts";
import { headIndex } from "../spec/head_index.ts";
import { layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";

/** A trained network that another one starts from. */
export interface ParentModel {
  /** Content hash of the version. */
  readonly digest: string;
  readonly model: ModelSpec;
  readonly weights: NamedTensors;
}

function mismatch(path: string, rule: string, received: unknown): ArtifactError {
  return new ArtifactError({
    file: "the version to start from",
    code: "START_MISMATCH",
    path,
    rule,
    received,
  });
}

/**
 * The weights that a network takes over from a trained one.
 * @param model The new network.
 * @param parent The trained one, whose first layers are of the same kinds and have weights of the same shapes.
 * @param layers Number of top-level layers; 0: all before the new network's head.
 * @throws {ArtifactError} If a layer of the parent does not fit, with its path.
 */
export function transferWeights(model: ModelSpec, parent: ParentModel, layers: number): NamedTensors {
  const shapes = layerShapes(model);
  const count = layers === 0 ? headIndex(shapes) : layers;
  if (count > shapes.length) {
    throw mismatch("layers", `start.version.layers must be at most ${shapes.length}`, layers);
  }
  const given = layerShapes(parent.model);
  for (const { path, id } of shapes.slice(0, count)) {
    const other = given.find((layer) => layer.path === path)?.id;
    if (other !== id) {
      throw mismatch(path, `its ${path} must be "${id}", as in the new model`, other);
    }
  }
  const known = new Map(modelState(parent.model).map(({ name, type }) => [name, type.shape]));
  const taken = modelState(model).filter(({ name }) => Number(name.split(".")[1]) < count);
  return Object.fromEntries(
    taken.map(({ name, type }) => {
      const shape = known.get(name);
      if (shape?.join() !== type.shape.join()) {
        throw mismatch(name, `its ${name} must have the shape [${type.shape.join()}]`, shape);
      }
      const data = parent.weights[name];
      if (data?.length !== sizeOf(type.shape)) {
        throw mismatch(name, `it must have the weight "${name}" of its model`, data?.length);
      }
      return [name, data];
    }),
  );
}
