import { DataError, datasetDigest, type ImageDataset, parseIdxDataset } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Dataset } from "../generated/prisma/client.ts";
import { runImport } from "../imports/run_import.ts";
import { inTransaction } from "../postgres/database.ts";
import { findDatasetFacts } from "../store/dataset_facts.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { factsOfImport } from "./facts_of_import.ts";
import { readBytes } from "./read_bytes.ts";
import {
  type DatasetFileName,
  type DatasetFiles,
  type DatasetName,
  datasetFileNames,
  findRegistered,
  registering,
  storeDataset,
} from "./store_dataset.ts";

/** A dataset to be: official IDX files, gzipped or not. */
export interface RegisterDatasetInput extends Readonly<Record<DatasetFileName, Blob>>, DatasetName {
  readonly classes: readonly string[];
}

/** The most bytes of one file, as it was sent and inflated; the images of the full Fashion-MNIST have 47 MB. */
const largestFile = 256 * 1024 * 1024;

const action = "Cannot register the dataset";

/**
 * Registers a dataset: reads its files to the end, measures them, and freezes them under a name.
 *
 * The same data under the same name gives the dataset that is there already. Either everything of a dataset is stored,
 * or nothing.
 *
 * @throws {InvalidInputError} With the field at fault, such as `input.trainLabels[7]`.
 * @throws {ConflictError} If other data has the name, and `asNext` is not given.
 */
export async function registerDataset(
  { database, actor = anonymous }: Acting,
  input: RegisterDatasetInput,
): Promise<Dataset> {
  const { classes } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  for (const [index, label] of classes.entries()) {
    checkText(label, { action, path: `input.classes[${index}]` });
  }
  return await registering(() => register({ database, actor }, { ...input, name }));
}

async function register(
  { database, actor = anonymous }: Acting,
  input: RegisterDatasetInput,
): Promise<Dataset> {
  const { name, classes, asNext } = input;
  const files = await readFiles(input);
  const dataset = await parse(name, classes, files);
  const digest = await datasetDigest(dataset);
  // To measure takes longer than to read: what is there already is not measured twice.
  const found = await findRegistered(database.pool, { name, digest, asNext });
  if (typeof found !== "number" && (await findDatasetFacts(database.pool, [found.id])).size > 0) {
    return found;
  }
  const facts = factsOfImport(await runImport({ source: { idx: { files, classes } } }));
  return await inTransaction(database.pool, (client) =>
    storeDataset(client, { name, asNext, actor, dataset, digest, files, facts }),
  );
}

async function readFiles(input: RegisterDatasetInput): Promise<DatasetFiles> {
  const files: [DatasetFileName, Uint8Array][] = [];
  for (const file of datasetFileNames) {
    const { size } = input[file];
    if (size > largestFile) {
      throw new InvalidInputError({
        code: "DATA_TOO_LARGE",
        path: `input.${file}`,
        received: String(size),
        message: `${action} as ${file} must have at most ${largestFile} bytes: current value is ${size}`,
      });
    }
    // A copy, as the bytes of a request may be a view on all of it.
    files.push([file, Uint8Array.from(await readBytes(input[file]))]);
  }
  return Object.fromEntries(files) as DatasetFiles;
}

async function parse(name: string, classes: readonly string[], files: DatasetFiles): Promise<ImageDataset> {
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
