import type { ImageDataset } from "@convzoo/core";
import type { PoolClient } from "pg";
import { ConflictError } from "../errors/conflict_error.ts";
import type { Dataset } from "../generated/prisma/client.ts";
import { createGate, type Gate } from "../serving/create_gate.ts";
import { type DatasetFacts, insertDatasetFacts } from "../store/dataset_facts.ts";
import { findDatasetByName } from "../store/find_dataset.ts";
import { blobDigest, insertBlob } from "../store/insert_blob.ts";
import { insertDataset } from "../store/insert_dataset.ts";
import { lockDatasetName } from "../store/lock_dataset_name.ts";

/** The files of a dataset, in the order in which they are read. */
export const datasetFileNames = ["trainImages", "trainLabels", "testImages", "testLabels"] as const;

/** The name of a file of a dataset. */
export type DatasetFileName = (typeof datasetFileNames)[number];

/** The four files of a dataset: IDX, gzipped or not. */
export type DatasetFiles = Readonly<Record<DatasetFileName, Uint8Array>>;

/** A dataset that has been read to its end, and measured. */
export interface ReadDataset {
  readonly name: string;
  readonly dataset: ImageDataset;
  readonly digest: string;
  readonly files: DatasetFiles;
  readonly facts: DatasetFacts;
}

/** Inflated, a dataset may take a gigabyte; one at a time is fast enough. */
export const registering: Gate = createGate(1);

/**
 * Stores a dataset under its name with its facts, unless it is there already.
 *
 * @throws {ConflictError} If other data has the name.
 */
export async function storeDataset(client: PoolClient, read: ReadDataset): Promise<Dataset> {
  const { name, digest, facts } = read;
  await lockDatasetName(client, name);
  const existing = await findDatasetByName(client, name);
  if (existing !== undefined && existing.digest !== digest) {
    throw nameTaken(existing, digest);
  }
  const stored = existing ?? (await insert(client, read));
  await insertDatasetFacts(client, stored.id, facts);
  return stored;
}

/** Makes the error of a name that other data has. */
export function nameTaken({ name }: Dataset, digest: string): ConflictError {
  return new ConflictError(
    `Cannot register the dataset as the name must be free, or its own: ${name} has other data: current value is ${digest}`,
  );
}

async function insert(client: PoolClient, { name, digest, dataset, files }: ReadDataset): Promise<Dataset> {
  const digests = await storeFiles(files, (bytes) =>
    insertBlob(client, { bytes, mediaType: "application/octet-stream" }),
  );
  return await insertDataset(client, {
    ...digests,
    name,
    digest,
    classes: [...dataset.classes],
    height: dataset.height,
    width: dataset.width,
    channels: dataset.channels,
    trainCount: dataset.train.count,
    testCount: dataset.test.count,
  });
}

/** Stores files in the order of their digests, so that two transactions with the same files never wait for each other. */
async function storeFiles(
  files: DatasetFiles,
  store: (bytes: Uint8Array) => Promise<string>,
): Promise<Record<DatasetFileName, string>> {
  const digested = await Promise.all(
    datasetFileNames.map(async (file) => ({ file, digest: await blobDigest(files[file]) })),
  );
  for (const { file } of digested.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))) {
    await store(files[file]);
  }
  return Object.fromEntries(digested.map(({ file, digest }) => [file, digest])) as Record<
    DatasetFileName,
    string
  >;
}
