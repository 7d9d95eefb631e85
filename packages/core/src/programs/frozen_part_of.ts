import { allLayers, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { frozenAt } from "../techniques/gradients/frozen_at.ts";
import type { FrozenPart } from "../techniques/gradients/frozen_part.ts";

/**
 * What of a model stays as it is in an epoch of a training.
 * @param epoch 1 for the first.
 * @throws {SpecError} If a technique freezes layers that the model does not have.
 */
export function frozenPartOf(model: ModelSpec, { gradients }: TrainSpec, epoch: number): FrozenPart {
  const trainable = layerShapes(model).flatMap((layer, index) => {
    const weights = allLayers([layer]).flatMap((one) => one.weights);
    return weights.some((weight) => weight.trainable !== false) ? [index] : [];
  });
  return frozenAt(gradients, { epoch, trainable });
}
