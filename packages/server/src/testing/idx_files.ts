import type { ImageDataset } from "@convzoo/core";

/** Names of the four files of a dataset in the form of MNIST. */
type IdxFileName = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** Writes a grey dataset as the four IDX files that it could have come from. */
export function idxFiles(dataset: ImageDataset): Record<IdxFileName, Uint8Array<ArrayBuffer>> {
  const { height, width, train, test } = dataset;
  return {
    trainImages: idx([train.count, height, width], train.images),
    trainLabels: idx([train.count], train.labels),
    testImages: idx([test.count, height, width], test.images),
    testLabels: idx([test.count], test.labels),
  };
}

function idx(shape: readonly number[], data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x800 + shape.length);
  for (const [axis, size] of shape.entries()) {
    view.setUint32(4 + 4 * axis, size);
  }
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}
