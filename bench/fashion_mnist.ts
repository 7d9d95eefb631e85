import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ImageDataset, parseIdxDataset } from "@convzoo/core";
import type { BenchOptions } from "./options.ts";

const sample = fileURLToPath(new URL("../data/fashion-mnist-sample", import.meta.url));
/** Where the full set lies in the project's own checkouts. */
const beside = fileURLToPath(new URL("../../shared/data/fashion-mnist", import.meta.url));

/**
 * The directory of the dataset: that of --data, the sample, that of CONVZOO_DATASET_DIR, or the full set beside the checkout.
 * @throws {Error} If there is none.
 */
export function findFashionMnist({
  data,
  sample: wantsSample,
}: Pick<BenchOptions, "data" | "sample">): string {
  if (wantsSample) {
    return sample;
  }
  const named = data ?? process.env["CONVZOO_DATASET_DIR"];
  const directory = named === undefined || named === "" ? beside : resolve(named);
  if (!existsSync(join(directory, "train-images-idx3-ubyte.gz"))) {
    throw new Error(
      `Cannot run a bench as ${directory} must hold Fashion-MNIST as four .gz files (--data or CONVZOO_DATASET_DIR names another directory, --sample takes the sample)`,
    );
  }
  return directory;
}

/** Reads the dataset of a directory. */
export async function readFashionMnist(directory: string): Promise<ImageDataset> {
  const read = (name: string): Promise<Uint8Array> => readFile(join(directory, `${name}-ubyte.gz`));
  return await parseIdxDataset({
    name: directory === sample ? "fashion_mnist_sample" : "fashion_mnist",
    classes: ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"],
    trainImages: await read("train-images-idx3"),
    trainLabels: await read("train-labels-idx1"),
    testImages: await read("t10k-images-idx3"),
    testLabels: await read("t10k-labels-idx1"),
  });
}
