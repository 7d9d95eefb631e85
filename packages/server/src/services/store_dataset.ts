import type { ImageDataset } from "@convzoo/core";
import type { PoolClient } from "pg";
import { ConflictError } from "../errors/conflict_error.ts";
import type { Dataset } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { createGate, type Gate } from "../serving/create_gate.ts";
import { type DatasetFacts, insertDatasetFacts } from "../store/dataset_facts.ts";
import { findLatestDataset, findSameDataset } from "../store/find_dataset.ts";
import { findLastNumber } from "../store/find_last_number.ts";
import { blobDigest, insertBlob } from "../store/insert_blob.ts";
import { insertDataset } from "../store/insert_dataset.ts";
import { lockDatasetName } from "../store/lock_dataset_name.ts";
import { noteAct } from "./note_act.ts";

/** The files of a dataset, in the order in which they are read. */
export const datasetFileNames = ["trainImages", "trainLabels", "testImages", "testLabels"] as const;

/** The name of a file of a dataset. */
export type DatasetFileName = (typeof datasetFileNames)[number];

/** The files of images to validate with, where there are any. */
type ValidationFileName = "validationImages" | "validationLabels";

/** The files of a dataset: IDX, gzipped or not. */
export type DatasetFiles = Readonly<Record<DatasetFileName, Uint8Array>> &
  Readonly<Partial<Record<ValidationFileName, Uint8Array>>>;

/** Under which name a dataset is registered. */
export interface DatasetName {
  readonly name: string;
  /** Whether other data under a name that is taken gets the next number. @default {false} */
  readonly asNext?: boolean | undefined;
}

/** A dataset that has been read to its end, and measured. */
export interface ReadDataset extends DatasetName {
  /** Who registers it. */
  readonly actor: string;
  readonly dataset: ImageDataset;
  readonly digest: string;
  readonly files: DatasetFiles;
  readonly facts: DatasetFacts;
}

/** Inflated, a dataset may take a gigabyte; one at a time is fast enough. */
export const registering: Gate = createGate(1);

/**
 * Finds the dataset that has this name and this data already.
 *
 * @returns It, or the number that the data would get.
 * @throws {ConflictError} If other data has the name, and is not to be followed by a next number.
 */
export async function findRegistered(
  db: Queryable,
  { name, digest, asNext = false }: DatasetName & { readonly digest: string },
): Promise<Dataset | number> {
  const same = await findSameDataset(db, name, digest);
  if (same !== undefined) {
    return same;
  }
  const latest = await findLatestDataset(db, name);
  if (latest !== undefined && !asNext) {
    throw new ConflictError(
      `Cannot register the dataset as the name must be free, or its own, or asNext be given: ${name} has other data: current value is ${digest}`,
    );
  }
  // Numbers of datasets that were deleted are never given again.
  return (await findLastNumber(db, name)) + 1;
}

/**
 * Stores a dataset under its name with its facts, unless it is there already.
 *
 * @throws {ConflictError} If other data has the name, and is not to be followed by a next number.
 */
export async function storeDataset(client: PoolClient, read: ReadDataset): Promise<Dataset> {
  await lockDatasetName(client, read.name);
  const found = await findRegistered(client, read);
  const stored = typeof found === "number" ? await insert(client, read, found) : found;
  await insertDatasetFacts(client, stored.id, read.facts);
  return stored;
}

async function insert(client: PoolClient, read: ReadDataset, number: number): Promise<Dataset> {
  const { name, actor, digest, dataset, files } = read;
  const digests = await storeFiles(files, (bytes) =>
    insertBlob(client, { bytes, mediaType: "application/octet-stream" }),
  );
  const registered = await insertDataset(client, {
    validationImages: null,
    validationLabels: null,
    ...digests,
    name,
    number,
    actor,
    digest,
    classes: [...dataset.classes],
    height: dataset.height,
    width: dataset.width,
    channels: dataset.channels,
    trainCount: dataset.train.count,
    testCount: dataset.test.count,
    validationCount: dataset.validation?.count ?? 0,
  });
  await noteAct(client, { actor }, { kind: "DATASET_REGISTERED", to: registered.id });
  return registered;
}

type Digests = Record<DatasetFileName, string> & Partial<Record<ValidationFileName, string>>;

/** Stores files in the order of their digests, so that two transactions with the same files never wait for each other. */
async function storeFiles(
  files: DatasetFiles,
  store: (bytes: Uint8Array) => Promise<string>,
): Promise<Digests> {
  const digested = await Promise.all(
    Object.entries(files).map(async ([file, bytes]) => ({ file, bytes, digest: await blobDigest(bytes) })),
  );
  for (const { bytes } of digested.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))) {
    await store(bytes);
  }
  return Object.fromEntries(digested.map(({ file, digest }) => [file, digest])) as Digests;
}
