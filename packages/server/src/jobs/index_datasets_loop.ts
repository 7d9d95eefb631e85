import { readFile } from "node:fs/promises";
import { setImmediate as breathe } from "node:timers/promises";
import { readIdx } from "@convzoo/core";
import type { Logger } from "../log.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { isTransient } from "../postgres/is_transient.ts";
import {
  findUnindexedDataset,
  insertDatasetImageDigests,
  insertDatasetImageIndex,
  linkPredictions,
} from "../store/dataset_image_index.ts";
import { findDataset } from "../store/find_dataset.ts";
import { pictureDigest } from "../store/picture_digest.ts";
import type { BlobCache } from "./blob_cache.ts";
import { describeFault } from "./describe_fault.ts";
import { type Polling, startPolling } from "./start_polling.ts";

/** What it takes to look through datasets. */
export interface IndexTools {
  readonly database: Database;
  readonly cache: BlobCache;
  readonly log: Logger;
}

/** Milliseconds between two looks for datasets. */
const pause = 2000;
/** Pictures of one statement; between two of them the worker does other things. */
const mostAtOnce = 1000;

/** Looks through each dataset once, so that predictions know which of its images they are of, until it is stopped. */
export function startIndexLoop(tools: IndexTools): Polling {
  return startPolling(
    (signal) => indexOne(tools, signal),
    (error) => tools.log.warn({ error }, "A dataset could not be looked through"),
    pause,
  );
}

/** @returns Whether there was one. */
async function indexOne(tools: IndexTools, signal: AbortSignal): Promise<boolean> {
  const { database, log } = tools;
  const datasetId = await findUnindexedDataset(database.pool);
  if (datasetId === undefined) {
    return false;
  }
  try {
    await indexDataset(tools, datasetId, signal);
  } catch (error) {
    if (signal.aborted || isTransient(error)) {
      throw error;
    }
    log.error({ error, datasetId }, "The pictures of a dataset cannot be recognised");
    await insertDatasetImageIndex(database.pool, { datasetId, failureMessage: describeFault(error) });
  }
  return true;
}

async function indexDataset(
  { database, cache }: IndexTools,
  datasetId: string,
  signal: AbortSignal,
): Promise<void> {
  const dataset = (await findDataset(database.pool, datasetId))!;
  const { height, width, channels } = dataset;
  await inTransaction(database.pool, async (client) => {
    if (!(await insertDatasetImageIndex(client, { datasetId, failureMessage: null }))) {
      return;
    }
    let position = 0;
    // In the order in which images are numbered
    for (const blob of [dataset.trainImages, dataset.testImages, dataset.validationImages]) {
      if (blob === null) {
        continue;
      }
      const bytes = await readFile(await cache.fetch(blob, signal));
      const { data } = await readIdx(bytes, { path: "images" });
      const size = height * width * channels;
      for (let start = 0; start < data.length; start += mostAtOnce * size) {
        const end = Math.min(data.length, start + mostAtOnce * size);
        const digests: Uint8Array[] = [];
        for (let at = start; at < end; at += size) {
          digests.push(pictureDigest({ height, width, channels, data: data.subarray(at, at + size) }));
        }
        await insertDatasetImageDigests(client, datasetId, { first: position, digests });
        position += digests.length;
        signal.throwIfAborted();
        await breathe();
      }
    }
    await linkPredictions(client, datasetId);
  });
  // those that were written meanwhile, by servers that could not see the digests yet
  await linkPredictions(database.pool, datasetId);
}
