import {
  buildArchitecture,
  type ImageDataset,
  type LabeledImages,
  type ModelSpec,
  referenceCnn,
  syntheticDataset,
} from "@convzoo/core";
import { findFashionMnist, readFashionMnist } from "./fashion_mnist.ts";
import type { BenchOptions } from "./options.ts";

/** The networks whose speed is measured. */
export const NETWORKS = ["reference_cnn", "resnet20", "mobilenet"] as const;
export type Network = (typeof NETWORKS)[number];

/** Images a step, of every network. */
export const BATCH_SIZE = 64;

const small = { input: { height: 32, width: 32, channels: 3 }, classes: 10 };

/** The model of a network. */
export const MODELS: Readonly<Record<Network, () => ModelSpec>> = {
  reference_cnn: () => referenceCnn(),
  resnet20: () => buildArchitecture("resnet", small, { blocks: 3 }),
  mobilenet: () => buildArchitecture("mobilenet", small),
};

/** The networks that were asked for, or the reference CNN. */
export function networksOf({ networks }: Pick<BenchOptions, "networks">): readonly Network[] {
  return networks.length > 0 ? networks : ["reference_cnn"];
}

function first({ images, labels, count }: LabeledImages, kept: number): LabeledImages {
  const size = images.length / count;
  return { images: images.subarray(0, kept * size), labels: labels.subarray(0, kept), count: kept };
}

/** The dataset with whole batches only, and few test images: no bench of speed measures evaluation. */
function wholeBatches(dataset: ImageDataset): ImageDataset {
  const { train, test } = dataset;
  return {
    ...dataset,
    train: first(train, train.count - (train.count % BATCH_SIZE)),
    test: first(test, BATCH_SIZE),
  };
}

/** What a network is measured on: Fashion-MNIST for the reference CNN, otherwise synthetic images. Their training images make whole batches. */
export async function imagesFor(
  network: Network,
  options: Pick<BenchOptions, "data" | "sample">,
): Promise<ImageDataset> {
  if (network === "reference_cnn") {
    return wholeBatches(await readFashionMnist(findFashionMnist(options)));
  }
  const { input, classes } = small;
  return syntheticDataset({ ...input, classes, train: 32 * BATCH_SIZE, test: BATCH_SIZE });
}
