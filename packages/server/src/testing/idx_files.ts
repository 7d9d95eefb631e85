import { type ImageDataset, writeIdx } from "@convzoo/core";

/** Names of the four files of a dataset in the form of MNIST. */
type IdxFileName = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** Writes a dataset as the four IDX files that it could have come from. */
export function idxFiles(dataset: ImageDataset): Record<IdxFileName, Uint8Array<ArrayBuffer>> {
  const [train, test] = [writeIdx(dataset.train, dataset), writeIdx(dataset.test, dataset)];
  return {
    trainImages: train.images,
    trainLabels: train.labels,
    testImages: test.images,
    testLabels: test.labels,
  };
}
