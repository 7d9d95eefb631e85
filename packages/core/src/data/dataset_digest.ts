import { canonicalJson } from "../spec/canonical_json.ts";
import { sha256 } from "../spec/sha256.ts";
import type { ImageDataset, LabeledImages } from "./image_dataset.ts";

interface SetDigest {
  readonly count: number;
  readonly images: string;
  readonly labels: string;
  /** Only where there are any, so that other datasets keep their digest. */
  readonly targets?: string;
}

async function setDigest({ count, images, labels, targets }: LabeledImages): Promise<SetDigest> {
  const view = new DataView(new ArrayBuffer(labels.length * 4));
  for (const [index, label] of labels.entries()) {
    view.setInt32(index * 4, label, true);
  }
  return {
    count,
    images: await sha256(images),
    labels: await sha256(new Uint8Array(view.buffer)),
    ...(targets && { targets: await sha256(targets) }),
  };
}

/**
 * Identity of a dataset's content: the SHA-256 (64 hex digits) of a canonical form with its classes, its size and the digests of its
 * pixels, labels (as little-endian int32) and targets. The name does not count.
 */
export async function datasetDigest(dataset: ImageDataset): Promise<string> {
  const { classes, height, width, channels, train, validation, test } = dataset;
  const form = {
    classes,
    height,
    width,
    channels,
    train: await setDigest(train),
    ...(validation && { validation: await setDigest(validation) }),
    test: await setDigest(test),
  };
  return sha256(new TextEncoder().encode(canonicalJson(form)));
}
