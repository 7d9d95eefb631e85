import { DataError, datasetDigest, type ImageDataset, parseIdxDataset } from "@convzoo/core";
import type { PoolClient } from "pg";
import { ConflictError } from "../errors/conflict_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Dataset } from "../generated/prisma/client.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { createGate, type Gate } from "../serving/create_gate.ts";
import { findDatasetByName } from "../store/find_dataset.ts";
import { blobDigest, insertBlob } from "../store/insert_blob.ts";
import { insertDataset } from "../store/insert_dataset.ts";
import { lockDatasetName } from "../store/lock_dataset_name.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { readBytes } from "./read_bytes.ts";

/** The files of a dataset, in the order in which they are read. */
const fileNames = ["trainImages", "trainLabels", "testImages", "testLabels"] as const;

type FileName = (typeof fileNames)[number];

/** A dataset to be: official IDX files, gzipped or not. */
export interface RegisterDatasetInput extends Readonly<Record<FileName, Blob>> {
  readonly name: string;
  readonly classes: readonly string[];
}

/** The most bytes of one file, as it was sent and inflated; the images of the full Fashion-MNIST have 47 MB. */
const largestFile = 256 * 1024 * 1024;

/**
 * Registers a dataset: reads its files to the end, and freezes them under a name.
 *
 * The same data under the same name gives the dataset that is there already. Either everything of a dataset is stored,
 * or nothing.
 *
 * @throws {InvalidInputError} With the field at fault, such as `input.trainLabels[7]`.
 * @throws {ConflictError} If other data has the name.
 */
export async function registerDataset(
  { database }: { readonly database: Database },
  input: RegisterDatasetInput,
): Promise<Dataset> {
  const { classes } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  for (const [index, label] of classes.entries()) {
    checkText(label, { action, path: `input.classes[${index}]` });
  }
  return await registering(() => register({ database }, { ...input, name }));
}

const action = "Cannot register the dataset";

/** Inflated, a dataset may take a gigabyte; one at a time is fast enough. */
export const registering: Gate = createGate(1);

async function register(
  { database }: { readonly database: Database },
  input: RegisterDatasetInput,
): Promise<Dataset> {
  const { name, classes } = input;
  const files = await readFiles(input);
  const dataset = await parse(name, classes, files);
  const digest = await datasetDigest(dataset);
  return await inTransaction(database.pool, (client) =>
    storeDataset(client, { name, dataset, digest, files }),
  );
}

/** A dataset that has been read to its end. */
interface ReadDataset {
  readonly name: string;
  readonly dataset: ImageDataset;
  readonly digest: string;
  readonly files: Files;
}

/**
 * Stores a dataset under its name, unless it is there already.
 *
 * @throws {ConflictError} If other data has the name.
 */
export async function storeDataset(
  client: PoolClient,
  { name, dataset, digest, files }: ReadDataset,
): Promise<Dataset> {
  await lockDatasetName(client, name);
  const existing = await findDatasetByName(client, name);
  if (existing !== undefined) {
    return sameOrConflict(existing, digest);
  }
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

type Files = Readonly<Record<FileName, Uint8Array>>;

async function readFiles(input: RegisterDatasetInput): Promise<Files> {
  const files: [FileName, Uint8Array][] = [];
  for (const file of fileNames) {
    const { size } = input[file];
    if (size > largestFile) {
      throw new InvalidInputError({
        code: "DATA_TOO_LARGE",
        path: `input.${file}`,
        received: String(size),
        message: `${action} as ${file} must have at most ${largestFile} bytes: current value is ${size}`,
      });
    }
    files.push([file, await readBytes(input[file])]);
  }
  return Object.fromEntries(files) as Files;
}

async function parse(name: string, classes: readonly string[], files: Files): Promise<ImageDataset> {
  try {
    return await parseIdxDataset({ name, classes, ...files, limit: largestFile });
  } catch (error) {
    if (!(error instanceof DataError)) {
      throw error;
    }
    const { code, message, path, received } = error;
    throw new InvalidInputError({ code, message, path: `input.${path}`, received, cause: error });
  }
}

function sameOrConflict(existing: Dataset, digest: string): Dataset {
  if (existing.digest !== digest) {
    throw new ConflictError(
      `${action} as the name must be free, or its own: ${existing.name} has other data: current value is ${digest}`,
    );
  }
  return existing;
}

/** Stores files in the order of their digests, so that two transactions with the same files never wait for each other. */
async function storeFiles(
  files: Files,
  store: (bytes: Uint8Array) => Promise<string>,
): Promise<Record<FileName, string>> {
  const digested = await Promise.all(
    fileNames.map(async (file) => ({ file, digest: await blobDigest(files[file]) })),
  );
  for (const { file } of digested.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))) {
    await store(files[file]);
  }
  return Object.fromEntries(digested.map(({ file, digest }) => [file, digest])) as Record<FileName, string>;
}
