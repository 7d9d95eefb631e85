import { type ModelSpec, pixelStatistics, referenceCnn } from "@convzoo/core";
import type { FashionFiles } from "./fashion_files.ts";
import { readUnzipped } from "./read_unzipped.ts";

const imageHeader = 16;

/** The reference CNN over pixels that are standardised by mean and deviation of the training images. */
export async function fashionModel(files: FashionFiles): Promise<ModelSpec> {
  const file = await readUnzipped(files.trainImages);
  const images = file.subarray(imageHeader);
  const preprocess = pixelStatistics({ images, labels: new Uint8Array(), count: file.readUInt32BE(4) }, 1);
  return referenceCnn({ preprocess });
}
