import type { Dataset } from "../generated/prisma/client.ts";
import type { BlobCache } from "./blob_cache.ts";
import type { DatasetFiles } from "./train_message.ts";

/** Makes sure that a dataset's files are on this machine. @returns Their paths. */
export async function fetchDatasetFiles(
  cache: BlobCache,
  dataset: Dataset,
  signal: AbortSignal,
): Promise<DatasetFiles> {
  const { validationImages, validationLabels } = dataset;
  return {
    trainImages: await cache.fetch(dataset.trainImages, signal),
    trainLabels: await cache.fetch(dataset.trainLabels, signal),
    testImages: await cache.fetch(dataset.testImages, signal),
    testLabels: await cache.fetch(dataset.testLabels, signal),
    ...(validationImages !== null &&
      validationLabels !== null && {
        validationImages: await cache.fetch(validationImages, signal),
        validationLabels: await cache.fetch(validationLabels, signal),
      }),
  };
}
