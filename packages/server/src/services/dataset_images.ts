import { readIdx } from "@convzoo/core";
import sharp from "sharp";
import type { Dataset } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { findDataset } from "../store/find_dataset.ts";
import { readBlob } from "../store/read_blob.ts";
import { readBlobRange } from "../store/read_blob_range.ts";

/** An image of a dataset. */
export interface DatasetImage {
  readonly datasetId: string;
  /** Images are numbered through: those of the training set, then those of the test set. */
  readonly position: number;
  readonly split: "TRAIN" | "TEST";
  /** Index of its class. */
  readonly label: number;
  readonly className: string;
}

/** Which images. */
export interface DatasetImageFilter {
  readonly split?: DatasetImage["split"] | undefined;
  readonly className?: string | undefined;
  /** The position after which they begin; -1 for the first. */
  readonly after: number;
  readonly limit: number;
}

/** Lists images in their order. The labels decide alone, so no row an image is needed, and no page takes more statements than another. */
export async function listDatasetImages(
  { database }: { readonly database: Database },
  dataset: Dataset,
  { split, className, after, limit }: DatasetImageFilter,
): Promise<readonly DatasetImage[]> {
  const { id: datasetId, classes, trainCount } = dataset;
  const sets = [
    { name: "TRAIN", digest: dataset.trainLabels, first: 0 },
    { name: "TEST", digest: dataset.testLabels, first: trainCount },
  ] as const;
  const images: DatasetImage[] = [];
  for (const { name, digest, first } of sets) {
    if (split !== undefined && split !== name) {
      continue;
    }
    const { data } = await readIdx(await readBlob(database.pool, digest), { path: "labels" });
    for (
      let index = Math.max(0, after + 1 - first);
      index < data.length && images.length < limit;
      index += 1
    ) {
      const label = data[index]!;
      if (className === undefined || classes[label] === className) {
        images.push({ datasetId, position: first + index, split: name, label, className: classes[label]! });
      }
    }
  }
  return images;
}

/** Bytes before the pixels of an IDX file with three axes or four. */
const headers: Readonly<Record<number, number>> = { 3: 16, 4: 20 };

/** Draws an image as PNG, reading no more than it; undefined if there is none. */
export async function drawDatasetImage(
  { database }: { readonly database: Database },
  datasetId: string,
  position: number,
): Promise<Uint8Array | undefined> {
  const dataset = await findDataset(database.pool, datasetId);
  if (dataset === undefined || position >= dataset.trainCount + dataset.testCount) {
    return undefined;
  }
  const { height, width, trainCount } = dataset;
  const [digest, index] =
    position < trainCount ? [dataset.trainImages, position] : [dataset.testImages, position - trainCount];
  const size = height * width * dataset.channels;
  const head = await readBlobRange(database.pool, digest, { start: 0, length: 4 });
  const header = head[0] === 0 ? headers[head[3]!] : undefined;
  // Files that came gzipped by `registerDataset` are kept as they came.
  const pixels =
    header === undefined
      ? (await readIdx(await readBlob(database.pool, digest))).data.subarray(index * size, (index + 1) * size)
      : await readBlobRange(database.pool, digest, { start: header + index * size, length: size });
  const channels = dataset.channels === 1 ? 1 : 3;
  return await sharp(pixels, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .png()
    .toBuffer();
}
