import { randomUUID } from "node:crypto";
import {
  checkDataset,
  DataError,
  type ModelSpec,
  parseModelSpec,
  parseTrainSpec,
  type TrainSpec,
} from "@convzoo/core";
import type { PoolClient } from "pg";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Dataset, Run } from "../generated/prisma/client.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import type { Database } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findVariant } from "../store/find_variant.ts";
import { findVersionByDigest, holdVersion } from "../store/find_version.ts";
import { insertRun, type NewRun } from "../store/insert_run.ts";
import { insertRunTags } from "../store/insert_run_tags.ts";
import { checkMemory } from "./check_memory.ts";
import { checkTags } from "./check_tags.ts";
import { noteAct } from "./note_act.ts";
import { referring } from "./referring.ts";

/** What services on runs need. */
export interface RunContext {
  readonly database: Database;
  readonly queue: RunQueue;
  /** Who asks. @default {"anonymous"} */
  readonly actor?: string | undefined;
}

/** A run that somebody wants. */
export type StartRun = Pick<Run, "variantId" | "datasetId" | "seed" | "mode"> & {
  /** Words by which it is found. @default {none} */
  readonly tags?: readonly string[] | undefined;
  /** How many checkpoints of ends of epochs are kept for forks, the newest ones. @default {0} */
  readonly keepCheckpoints?: number | undefined;
};

/** The most checkpoints that a run keeps. */
const mostCheckpoints = 20;

/**
 * Queues a training of a variant on a dataset: the run, its first event and its job are there together, or not at all.
 *
 * @throws {NotFoundError} If there is no such variant or dataset.
 * @throws {InvalidInputError} If the dataset's images or classes are not those that the variant's model takes, if the dataset
 * lacks what the training asks for, if there is no version that it is to start from, or if it needs more memory than there
 * can be.
 */
export async function startRun(context: RunContext, input: StartRun): Promise<Run> {
  const prepared = await prepareRun(context, input);
  return await referring(context.database, async (client) => {
    const run = await queueRun(client, context.queue, prepared);
    await noteAct(client, context, { kind: "RUN_STARTED", to: run.id });
    return run;
  });
}

/** A run that may be queued. */
export interface PreparedRun extends Omit<NewRun, "jobId"> {
  readonly tags: readonly string[];
}

/**
 * Checks whether a run can be trained at all.
 *
 * @throws As {@linkcode startRun} does.
 */
export async function prepareRun(
  { database, actor }: Pick<RunContext, "database" | "actor">,
  input: StartRun,
): Promise<PreparedRun> {
  const { variantId, datasetId, seed, mode, keepCheckpoints = 0 } = input;
  if (!(keepCheckpoints >= 0 && keepCheckpoints <= mostCheckpoints)) {
    throw new InvalidInputError({
      path: "input.keepCheckpoints",
      received: String(keepCheckpoints),
      message: `Cannot start the run as keepCheckpoints must be 0 to ${mostCheckpoints}: current value is ${keepCheckpoints}`,
    });
  }
  const tags = checkTags(input.tags ?? [], { action: "Cannot start the run", path: "input.tags" });
  const variant = await findVariant(database.pool, variantId);
  if (variant === undefined) {
    throw new NotFoundError("variant", variantId);
  }
  const dataset = await findDataset(database.pool, datasetId);
  if (dataset === undefined) {
    throw new NotFoundError("dataset", datasetId);
  }
  const train = parseTrainSpec(variant.trainSpec);
  checkTrainable(parseModelSpec(variant.modelSpec), train, dataset);
  const { epochs } = train;
  const parentId = await findParent(database, train);
  return { variantId, datasetId, seed, mode, epochs, keepCheckpoints, parentId, actor, tags };
}

/**
 * Checks whether specs can be trained on a dataset.
 *
 * @throws {InvalidInputError} As {@linkcode startRun} does.
 */
export function checkTrainable(model: ModelSpec, train: TrainSpec, dataset: Dataset): void {
  checkFit(model, dataset);
  checkValidation(train, dataset);
  checkMemory(model, train, dataset.trainCount);
}

/**
 * Inserts a run with its first event and its job, within the caller's transaction.
 *
 * @throws {InvalidInputError} If the version that it is to start from was deleted meanwhile.
 */
export async function queueRun(
  client: PoolClient,
  queue: Pick<RunQueue, "send">,
  { tags, ...prepared }: PreparedRun,
): Promise<Run> {
  const { parentId } = prepared;
  if (parentId !== undefined && (await holdVersion(client, parentId)) === undefined) {
    throw missingParent(`Version_${parentId}`);
  }
  const jobId = randomUUID();
  const run = await insertRun(client, { ...prepared, jobId });
  await insertRunTags(client, run.id, { tags, actor: prepared.actor });
  await appendRunEvents(client, run.id, [
    { type: "RunStateChanged", state: run.state, attempt: run.attempt },
  ]);
  await queue.send(client, jobId, { runId: run.id, failures: 0 });
  return { ...run, eventCount: 1 };
}

function checkValidation({ validation }: TrainSpec, { name, validationCount }: Dataset): void {
  if (validation !== null && "given" in validation && validationCount === 0) {
    throw new InvalidInputError({
      path: "input.datasetId",
      received: "0",
      message: `Cannot train on dataset "${name}" as it must have validation images where validation is given: current number is 0`,
    });
  }
}

/**
 * Finds the version that a training starts from.
 *
 * @returns Its id; undefined if the training starts from the seed alone.
 * @throws {InvalidInputError} If there is none of the digest.
 */
export async function findParent({ pool }: Database, { start }: TrainSpec): Promise<string | undefined> {
  if (start === null) {
    return undefined;
  }
  const { digest } = start.version;
  const parent = await findVersionByDigest(pool, digest);
  if (parent === undefined) {
    throw missingParent(digest);
  }
  return parent.id;
}

function missingParent(received: string): InvalidInputError {
  return new InvalidInputError({
    path: "input.variantId",
    received,
    message: `Cannot start the run as the version that its training starts from must exist: current value is ${received}`,
  });
}

function checkFit(model: ModelSpec, dataset: Dataset): void {
  try {
    checkDataset(model, dataset);
  } catch (error) {
    if (!(error instanceof DataError)) {
      throw error;
    }
    const { message, received } = error;
    throw new InvalidInputError({ path: "input.datasetId", message, received, cause: error });
  }
}
