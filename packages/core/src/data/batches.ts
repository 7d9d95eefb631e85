import type { LabeledImages } from "./image_dataset.ts";
import { targetSize } from "./target_size.ts";

/** Some images of a set and their labels, copied. */
export interface Batch {
  /** Pixels, image by image. */
  readonly images: Uint8Array;
  readonly labels: Int32Array;
  /** The rows of the images' targets, where the set has them. */
  readonly targets?: Uint8Array;
  /** Number of images; in the last batch it may be smaller than the batch size. */
  readonly count: number;
}

/** How a set is cut into batches. */
export interface BatchesOptions {
  /** Images a batch. */
  readonly batchSize: number;
  /** Indices of the images, in the order to take them. @default {all, in their order} */
  readonly order?: Uint32Array;
}

/**
 * Cuts a set of images into batches. The last one holds what is left: nothing is padded, repeated or dropped.
 * @throws {RangeError} If the batch size is not a positive integer, or an index of the order is not one of an image.
 */
export function* batches(set: LabeledImages, options: BatchesOptions): Generator<Batch, void, void> {
  const { batchSize, order } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(
      `Cannot make batches as batchSize must be a positive integer: current value is ${batchSize}`,
    );
  }
  const total = order?.length ?? set.count;
  const imageSize = set.images.length / set.count;
  const rowSize = targetSize(set);
  for (let start = 0; start < total; start += batchSize) {
    const count = Math.min(batchSize, total - start);
    const images = new Uint8Array(count * imageSize);
    const labels = new Int32Array(count);
    const targets = set.targets && new Uint8Array(count * rowSize);
    for (let i = 0; i < count; i++) {
      const index = order?.[start + i] ?? start + i;
      if (index >= set.count) {
        throw new RangeError(
          `Cannot make batches as each index must be below ${set.count}, the number of images: current value is ${index}`,
        );
      }
      images.set(set.images.subarray(index * imageSize, (index + 1) * imageSize), i * imageSize);
      labels[i] = set.labels[index]!;
      targets?.set(set.targets!.subarray(index * rowSize, (index + 1) * rowSize), i * rowSize);
    }
    yield { images, labels, count, ...(targets && { targets }) };
  }
}
