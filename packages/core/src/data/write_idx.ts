import type { LabeledImages } from "./image_dataset.ts";

/** The size of images, and how many channels a pixel has. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** One set as two IDX files. */
export interface IdxSet {
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

function writeFile(shape: readonly number[], data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x800 + shape.length);
  for (const [axis, size] of shape.entries()) {
    view.setUint32(4 + 4 * axis, size);
  }
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

/**
 * Packs a set as two IDX files of unsigned bytes: grey images with three axes as MNIST has them, others with four (count, height, width,
 * channels). Image `i` begins at byte `header + i * height * width * channels`, where the header has 4 bytes and 4 for each axis.
 * @param set Images with at most 256 classes.
 * @param shape The size of its images.
 */
export function writeIdx(set: LabeledImages, { height, width, channels }: ImageShape): IdxSet {
  const axes = channels === 1 ? [set.count, height, width] : [set.count, height, width, channels];
  return { images: writeFile(axes, set.images), labels: writeFile([set.count], set.labels) };
}
