import type { Logger } from "../log.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { type ClaimedEvaluation, claimEvaluation, extendEvaluation } from "../store/claim_evaluation.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findVersion } from "../store/find_version.ts";
import {
  failEvaluation,
  failFeatures,
  finishEvaluation,
  finishFeatures,
} from "../store/settle_evaluation.ts";
import type { BlobCache } from "./blob_cache.ts";
import { describeFault } from "./describe_fault.ts";
import { evaluateImages } from "./evaluate_images.ts";
import { fetchDatasetFiles } from "./fetch_dataset_files.ts";
import { type Polling, startPolling } from "./start_polling.ts";

/** What evaluations need. */
export interface EvaluationTools {
  readonly database: Database;
  readonly cache: BlobCache;
  readonly log: Logger;
}

/** Milliseconds between two signs of life, well within the lease of `claimEvaluation`. */
const heartbeat = 8000;
/** Workers may be lost this often under an evaluation. */
const mostTries = 3;

/** Evaluates whatever waits, one at a time, until it is stopped; what is under way then is done by another worker. */
export function startEvaluationLoop(tools: EvaluationTools): Polling {
  return startPolling(
    (signal) => workOnOne(tools, signal),
    (error) => tools.log.warn({ error }, "An evaluation could not be worked on"),
  );
}

/** @returns Whether there was one. */
async function workOnOne(tools: EvaluationTools, stop: AbortSignal): Promise<boolean> {
  const { database, log } = tools;
  const claimed = await claimEvaluation(database.pool);
  if (claimed === undefined) {
    return false;
  }
  if (claimed.tries > mostTries) {
    await fail(
      tools,
      claimed,
      new Error(`Cannot evaluate as its worker must not be lost ${mostTries} times`),
    );
    return true;
  }
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const timer = setInterval(() => {
    extendEvaluation(database.pool, claimed).then(
      (isOurs) => isOurs || lost.abort(new Error("Another worker has the evaluation")),
      (error: unknown) => log.warn({ error }, "The database is away"),
    );
  }, heartbeat);
  try {
    const result = await evaluateClaimed(tools, claimed, signal);
    await inTransaction(database.pool, (client) =>
      claimed.isForFeatures
        ? finishFeatures(client, claimed, result.features)
        : finishEvaluation(client, claimed, result),
    );
  } catch (error) {
    if (!signal.aborted) {
      await fail(tools, claimed, error);
    }
  } finally {
    clearInterval(timer);
  }
  return true;
}

async function fail(
  { database, log }: EvaluationTools,
  claimed: ClaimedEvaluation,
  error: unknown,
): Promise<void> {
  log.error({ error, evaluationId: claimed.id }, "The evaluation failed");
  await inTransaction(database.pool, (client) =>
    claimed.isForFeatures
      ? failFeatures(client, claimed)
      : failEvaluation(client, claimed, describeFault(error)),
  );
}

async function evaluateClaimed(
  { database, cache }: EvaluationTools,
  { versionId, datasetId, split }: ClaimedEvaluation,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<typeof evaluateImages>>> {
  // The database lets nobody remove what an evaluation refers to.
  const version = (await findVersion(database.pool, versionId))!;
  const dataset = (await findDataset(database.pool, datasetId))!;
  const { name, classes } = dataset;
  const files = await fetchDatasetFiles(cache, dataset, signal);
  const modelPath = await cache.fetch(version.artifactDigest, signal);
  return await evaluateImages({ modelPath, dataset: { name, classes, files }, split }, signal);
}
