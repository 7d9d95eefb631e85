import { augment } from "../augmentations/augment.ts";
import type { ImageSize } from "../augmentations/augmentation_definition.ts";
import { ImageRandom } from "../augmentations/image_random.ts";
import type { AugmentationSpec } from "../augmentations/registry.ts";
import type { PretextFeeds } from "./pretraining_definition.ts";
import { type PretrainingSpec, resolvePretraining } from "./registry.ts";

/** A batch of images, and where it comes from. */
export interface PretextBatch {
  /** Pixels, image by image. */
  readonly images: Uint8Array;
  readonly count: number;
  readonly size: ImageSize;
  readonly seed: number;
  /** Number of the pass over the set; 0 in an evaluation, so that each of them asks the same. */
  readonly epoch: number;
  /** Index of each image in its set. */
  readonly indices: Uint32Array;
}

/** How a network is pretrained: what counts of a train spec. */
interface PretextPlan {
  readonly pretraining: PretrainingSpec;
  readonly augmentations: readonly AugmentationSpec[];
}

/** The place of a pretext task's own random numbers, behind those of every augmentation. */
const OWN_OPERATION = 0xffff_ffff;

/**
 * What a pretext task feeds for a batch: a function of the images, the spec, the seed, the epoch and each image's index in its set. Labels
 * are not asked for.
 *
 * Views are augmented, each on its own; where there is one view alone, evaluations (epoch 0) see the images as they are.
 */
export function pretextFeeds(batch: PretextBatch, { pretraining, augmentations }: PretextPlan): PretextFeeds {
  const { definition, parameters } = resolvePretraining(pretraining);
  const { images, count, size, seed, epoch, indices } = batch;
  const chosen = augmentations.length > 0 ? augmentations : (definition.augmentations ?? []);
  const specs = definition.views === 1 && epoch === 0 ? [] : chosen;
  const labels = new Int32Array(count);
  const views = Array.from(
    { length: definition.views },
    (_unused, view) => augment({ images, labels, count }, specs, { seed, epoch, indices, size, view }).images,
  );
  const random = (image: number): ImageRandom =>
    new ImageRandom({ seed, epoch, operation: OWN_OPERATION, image: indices[image]! });
  return definition.prepare({ views, count, size, random }, parameters);
}
