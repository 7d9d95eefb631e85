import { readIdx } from "@convzoo/core";
import sharp from "sharp";
import type { Dataset, DatasetSplit } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { findDataset, findDatasets } from "../store/find_dataset.ts";
import { readBlob } from "../store/read_blob.ts";
import { readBlobRange } from "../store/read_blob_range.ts";
import { readBlobs } from "../store/read_blobs.ts";
import { type PageBounds, planPage } from "./plan_page.ts";
import { readNumberCursor } from "./read_cursor.ts";

/** An image of a dataset. */
export interface DatasetImage {
  readonly dataset: Dataset;
  /** Images are numbered through: those of the training set, of the test set, and then those to validate with. */
  readonly position: number;
  readonly split: DatasetSplit;
  /** Index of its class. */
  readonly label: number;
}

/** Where an image is: by its number in the dataset, or in a part of it. */
export type DatasetImagePlace = { readonly datasetId: string } & (
  | { readonly position: number }
  | { readonly split: DatasetImage["split"]; readonly index: number }
);

/** Which images, in the terms of a connection. */
export interface DatasetImageFilter extends PageBounds {
  readonly split?: DatasetImage["split"] | undefined;
  readonly className?: string | undefined;
}

/** A part of the images of a dataset. */
export interface DatasetImageList {
  readonly images: readonly DatasetImage[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists images in their order, also from the end. The labels decide alone, so no row an image is needed, and no page takes more statements
 * than another.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listDatasetImages(
  { database }: { readonly database: Database },
  dataset: Dataset,
  { split, className, ...bounds }: DatasetImageFilter,
): Promise<DatasetImageList> {
  const plan = planPage(bounds);
  const [after, before] = [
    readNumberCursor("after", bounds.after),
    readNumberCursor("before", bounds.before),
  ];
  const wanted = className === undefined ? undefined : dataset.classes.indexOf(className);
  const labels = (await readLabels(database, [dataset])).get(dataset.id)!;
  const [first, end] = rangeOf(dataset, split);
  const start = after === undefined ? first : Math.max(first, after + 1);
  const count = (before === undefined ? end : Math.min(end, before)) - start;
  const found: DatasetImage[] = [];
  for (let step = 0; step < count && found.length < plan.limit; step += 1) {
    const position = plan.fromEnd ? start + count - 1 - step : start + step;
    if (wanted === undefined || labels[position] === wanted) {
      found.push(imageAt(dataset, position, labels));
    }
  }
  const { nodes, ...rest } = plan.cut(found);
  return { images: nodes, ...rest };
}

/** Finds images by their places, with two statements for all; undefined for those that are not there. */
export async function findDatasetImages(
  { database }: { readonly database: Database },
  places: readonly DatasetImagePlace[],
): Promise<readonly (DatasetImage | undefined)[]> {
  const ids = [...new Set(places.map(({ datasetId }) => datasetId))];
  const datasets = await findDatasets(database.pool, ids);
  const labels = await readLabels(database, datasets);
  return places.map((place) => {
    const dataset = datasets.find(({ id }) => id === place.datasetId);
    if (dataset === undefined) {
      return undefined;
    }
    const position = "position" in place ? place.position : positionOf(dataset, place);
    const isThere = position < countOf(dataset);
    return isThere ? imageAt(dataset, position, labels.get(dataset.id)!) : undefined;
  });
}

/** The number in a dataset of an image of one of its parts. */
export function positionOf(
  dataset: Dataset,
  { split, index }: { readonly split: DatasetSplit; readonly index: number },
): number {
  return rangeOf(dataset, split)[0] + index;
}

function imageAt(dataset: Dataset, position: number, labels: Uint8Array): DatasetImage {
  return { dataset, position, split: partAt(dataset, position).split, label: labels[position]! };
}

/** Images of one use. */
interface DatasetPart {
  readonly split: DatasetSplit;
  /** The position of its first image. */
  readonly first: number;
  readonly count: number;
  /** Digests of its files. */
  readonly images: string;
  readonly labels: string;
}

/** The parts of a dataset in the order in which images are numbered. */
function partsOf(dataset: Dataset): readonly DatasetPart[] {
  const { trainCount, testCount, validationCount, validationImages, validationLabels } = dataset;
  const { trainImages, trainLabels, testImages, testLabels } = dataset;
  return [
    { split: "TRAIN", first: 0, count: trainCount, images: trainImages, labels: trainLabels },
    { split: "TEST", first: trainCount, count: testCount, images: testImages, labels: testLabels },
    ...(validationImages === null || validationLabels === null
      ? []
      : [
          {
            split: "VALIDATION" as const,
            first: trainCount + testCount,
            count: validationCount,
            images: validationImages,
            labels: validationLabels,
          },
        ]),
  ];
}

function partAt(dataset: Dataset, position: number): DatasetPart {
  return partsOf(dataset).findLast(({ first }) => first <= position)!;
}

function countOf({ trainCount, testCount, validationCount }: Dataset): number {
  return trainCount + testCount + validationCount;
}

/** The first position of a split, and the one after its last. */
function rangeOf(dataset: Dataset, split: DatasetSplit | undefined): readonly [number, number] {
  if (split === undefined) {
    return [0, countOf(dataset)];
  }
  const { first, count } = partsOf(dataset).find((part) => part.split === split) ?? { first: 0, count: 0 };
  return [first, first + count];
}

/** Reads all labels of datasets, in the order in which images are numbered, by the ids of the datasets. */
async function readLabels(
  { pool }: Database,
  datasets: readonly Dataset[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobs = await readBlobs(
    pool,
    datasets.flatMap((dataset) => partsOf(dataset).map(({ labels }) => labels)),
  );
  const read = async (digest: string): Promise<Uint8Array> =>
    (await readIdx(blobs.get(digest)!, { path: "labels" })).data;
  return new Map(
    await Promise.all(
      datasets.map(async (dataset): Promise<[string, Uint8Array]> => {
        const parts = await Promise.all(partsOf(dataset).map(({ labels }) => read(labels)));
        return [dataset.id, Buffer.concat(parts)];
      }),
    ),
  );
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
  if (dataset === undefined || position >= countOf(dataset)) {
    return undefined;
  }
  const { height, width } = dataset;
  const { images: digest, first } = partAt(dataset, position);
  const index = position - first;
  const size = height * width * dataset.channels;
  const head = await readBlobRange(database.pool, digest, { start: 0, length: 4 });
  const header = head[0] === 0 ? headers[head[3]!] : undefined;
  // Files that came gzipped are kept as they came.
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
