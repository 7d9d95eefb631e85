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
  /** @default {no images to validate with} */
  readonly validation?: { readonly images: Blob; readonly labels: Blob } | undefined;
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
  const { validation } = input;
  const blobs: Partial<Record<keyof DatasetFiles, Blob>> = {
    ...Object.fromEntries(datasetFileNames.map((name) => [name, input[name]])),
    ...(validation && { validationImages: validation.images, validationLabels: validation.labels }),
  };
  const files: [string, Uint8Array][] = [];
  for (const [name, blob] of Object.entries(blobs)) {
    if (blob.size > largestFile) {
      throw new InvalidInputError({
        code: "DATA_TOO_LARGE",
        path: `input.${argumentOf(name)}`,
        received: String(blob.size),
        message: `${action} as ${argumentOf(name)} must have at most ${largestFile} bytes: current value is ${blob.size}`,
      });
    }
    // A copy, as the bytes of a request may be a view on all of it.
    files.push([name, Uint8Array.from(await readBytes(blob))]);
  }
  return Object.fromEntries(files) as DatasetFiles;
}

/** Where the input has what is read as a file of this name: `validationLabels[3]` is `validation.labels[3]`. */
function argumentOf(name: string): string {
  return name.replace(/^validation(Images|Labels)/, (_, part: string) => `validation.${part.toLowerCase()}`);
}

async function parse(name: string, classes: readonly string[], files: DatasetFiles): Promise<ImageDataset> {
  try {
    return await parseIdxDataset({ name, classes, ...files, limit: largestFile });
  } catch (error) {
    if (!(error instanceof DataError)) {
      throw error;
    }
    const { code, path, received } = error;
    const message = error.message.replace(path, argumentOf(path));
    throw new InvalidInputError({ code, message, path: `input.${argumentOf(path)}`, received, cause: error });
  }
}
