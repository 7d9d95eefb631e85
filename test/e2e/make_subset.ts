import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

const sampleDirectory = fileURLToPath(new URL("../../data/fashion-mnist-sample", import.meta.url));

/** How many images of the sample to keep. */
export interface SubsetSize {
  readonly train: number;
  readonly test: number;
}

/** The four files of a dataset, as bytes. */
export interface Subset {
  readonly trainImages: Uint8Array<ArrayBuffer>;
  readonly trainLabels: Uint8Array<ArrayBuffer>;
  readonly testImages: Uint8Array<ArrayBuffer>;
  readonly testLabels: Uint8Array<ArrayBuffer>;
}

/** Takes the first real images of the sample, in files of the same form. */
export async function makeSubset({ train, test }: SubsetSize): Promise<Subset> {
  return {
    trainImages: await cut("train-images-idx3-ubyte.gz", train),
    trainLabels: await cut("train-labels-idx1-ubyte.gz", train),
    testImages: await cut("t10k-images-idx3-ubyte.gz", test),
    testLabels: await cut("t10k-labels-idx1-ubyte.gz", test),
  };
}

/** Writes a subset as a directory that `convzoo start --dataset` takes. */
export async function writeSubset(directory: string, size: SubsetSize): Promise<void> {
  const subset = await makeSubset(size);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "train-images-idx3-ubyte.gz"), subset.trainImages);
  await writeFile(join(directory, "train-labels-idx1-ubyte.gz"), subset.trainLabels);
  await writeFile(join(directory, "t10k-images-idx3-ubyte.gz"), subset.testImages);
  await writeFile(join(directory, "t10k-labels-idx1-ubyte.gz"), subset.testLabels);
}

async function cut(name: string, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = gunzipSync(await readFile(join(sampleDirectory, name)));
  const dimensions = bytes[3]!;
  const header = 4 + 4 * dimensions;
  let itemSize = 1;
  for (let dimension = 1; dimension < dimensions; dimension += 1) {
    itemSize *= bytes.readUInt32BE(4 + 4 * dimension);
  }
  bytes.writeUInt32BE(count, 4);
  return new Uint8Array(gzipSync(bytes.subarray(0, header + count * itemSize)));
}
