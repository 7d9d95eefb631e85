import { placeholder } from "../graph/ops/mod.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { isMixing } from "../techniques/augmentations/augment.ts";
import type { FrozenPart } from "../techniques/gradients/frozen_part.ts";
import { classificationLoss } from "./classification_loss.ts";
import { targetFeeds } from "./target_feeds.ts";
import { traceModel } from "./trace_model.ts";
import { beginStep, finishStep, type TrainEntry } from "./training_step.ts";

/** What a training step is made for. */
export interface TrainEntryOptions {
  /** Images a step. */
  readonly batch: number;
  /** Whether any number of classes can hold for one image. @default {false} */
  readonly multiLabel?: boolean | undefined;
  /** What stays as it is. @default {nothing} */
  readonly frozen?: FrozenPart | undefined;
}

/**
 * Traces one training step: forward, backward, update.
 * Feeds: `images` uint8[batch, height, width, channels], `learningRate` float32[], and the targets:
 * - `labels` int32[batch]; where an augmentation mixes images, also `secondLabels` int32[batch] and `secondWeights` float32[batch];
 * - or, where several classes can hold, `targets` float32[batch, classes].
 *
 * With class weights also `exampleWeights` float32[batch], by which each example's loss is multiplied.
 * Fetches: as {@linkcode finishStep} says.
 */
export function trainEntry(model: ModelSpec, train: TrainSpec, options: TrainEntryOptions): TrainEntry {
  const { batch, multiLabel, frozen } = options;
  const begun = beginStep();
  const { builder, random } = begun;
  const mixed = train.augmentations.some(isMixing);
  const { targets, feeds } = targetFeeds(builder, model, { batch, multiLabel, mixed });
  const exampleWeights =
    train.classWeights === null
      ? undefined
      : placeholder(builder, "exampleWeights", { dtype: "float32", shape: [batch] });
  const traced = traceModel(builder, model, { batch, random, frozen });
  const { loss, correct } = classificationLoss(train.loss, traced.scores, { targets, exampleWeights });
  return finishStep(
    begun,
    { model, train },
    {
      ...traced,
      batch,
      loss,
      correct,
      feeds: {
        images: traced.images.id,
        ...feeds,
        ...(exampleWeights && { exampleWeights: exampleWeights.id }),
      },
    },
  );
}
