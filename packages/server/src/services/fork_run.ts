import { checkFork, parseModelSpec, parseTrainSpec, SpecError, type TrainingSpecs } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { RunStateError } from "../errors/run_state_error.ts";
import type { Run, Variant } from "../generated/prisma/client.ts";
import { inTransaction, type Queryable } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { findCheckpoint } from "../store/find_checkpoint.ts";
import { findRun } from "../store/find_run.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertForkPoint } from "../store/fork_points.ts";
import { listKeptCheckpoints, type NewKeptCheckpoint } from "../store/kept_checkpoints.ts";
import { lockRun } from "../store/lock_run.ts";
import { checkVariant, createVariant } from "./create_variant.ts";
import { diffSpecs } from "./diff_specs.ts";
import { noteAct } from "./note_act.ts";
import { prepareRun, queueRun, type RunContext } from "./start_run.ts";

/** What is other in a fork: exactly one of the fields. */
export interface ForkChanges {
  /** Members of the train spec that are others from here on. */
  readonly train?: Readonly<Record<string, unknown>> | undefined;
  /** A variant of the same model, whose network has the same weights. */
  readonly variantId?: string | undefined;
}

/** A fork to be. */
export interface ForkRun {
  /** The run that is forked. */
  readonly id: string;
  /** The end of an epoch that it goes on from, of those that are kept. @default {the newest checkpoint} */
  readonly epoch?: number | undefined;
  /** @default {none} */
  readonly changes?: ForkChanges | undefined;
}

const action = "Cannot fork the run";

/**
 * Queues a new run that goes on from a checkpoint of another one, with its dataset, seed and mode, and with its specs or changed ones. What
 * it begins with stays as long as it does.
 *
 * @throws {NotFoundError} If there is no such run or variant.
 * @throws {RunStateError} If the run has no checkpoint.
 * @throws {InvalidInputError} If the epoch is not kept, or with the path of what cannot change, such as `changes.train.batchSize`.
 */
export async function forkRun(context: RunContext, { id, epoch, changes }: ForkRun): Promise<Run> {
  const { pool } = context.database;
  const origin = await findRun(pool, id);
  if (origin === undefined) {
    throw new NotFoundError("run", id);
  }
  // Checked before anything is stored; under its lock the run is asked again.
  const { epoch: done } = await findPoint(pool, origin, epoch);
  const before = (await findVariant(pool, origin.variantId))!;
  const variantId = changes === undefined ? before.id : await variantOf(context, { before, changes, done });
  const { datasetId, seed, mode, keepCheckpoints } = origin;
  const prepared = await prepareRun(context, { variantId, datasetId, seed, mode, keepCheckpoints });
  return await inTransaction(pool, async (client) => {
    const locked = await lockRun(client, id);
    if (locked === undefined) {
      throw new NotFoundError("run", id);
    }
    const { runId: _, attempt: __, bestEpoch, ...point } = await findPoint(client, locked, epoch);
    checkEpochs(point.epoch, prepared.epochs);
    const run = await queueRun(client, context.queue, { ...prepared, originKind: "FORK", originId: id });
    await noteAct(client, context, { kind: "RUN_STARTED", to: run.id });
    await insertForkPoint(client, {
      ...point,
      runId: run.id,
      variantId: before.id,
      // With other specs it may not be the best any more
      bestEpoch: variantId === before.id ? bestEpoch : null,
    });
    const after = (await findVariant(client, variantId))!;
    await appendRunEvents(client, run.id, [
      { type: "RunLog", level: "info", message: describeFork(id, point, changedPaths(before, after)) },
    ]);
    return { ...run, eventCount: run.eventCount + 1 };
  });
}

function changedPaths(before: Variant, after: Variant): string[] {
  return [
    ...diffSpecs(before.modelSpec, after.modelSpec, "model"),
    ...diffSpecs(before.trainSpec, after.trainSpec, "train"),
  ].map(({ path }) => path);
}

/** What the log of a fork begins with. */
function describeFork(
  id: string,
  { epoch, step }: { readonly epoch: number; readonly step: number },
  changes: readonly string[],
): string {
  const what = changes.length === 0 ? "without changes" : `with other ${changes.join(", ")}`;
  return `Forked from run ${id} after epoch ${epoch}, step ${step}, ${what}`;
}

/** There must be something left to train: at the very end, and where a run that trains has gone on meanwhile, there may be nothing. */
function checkEpochs(done: number, epochs: number): void {
  if (done >= epochs) {
    throw new InvalidInputError({
      path: "epoch",
      received: String(done),
      message: `${action} as epoch must be less than the ${epochs} epochs that it trains: current value is ${done}`,
    });
  }
}

/** Finds the checkpoint that a run is forked from. */
async function findPoint(db: Queryable, run: Run, epoch: number | undefined): Promise<NewKeptCheckpoint> {
  const newest = await findCheckpoint(db, run.id);
  const kept = await listKeptCheckpoints(db, run.id);
  if (newest === undefined && kept.length === 0) {
    const rule = "it must have a checkpoint, which one that succeeded only has if it was to keep some";
    throw new RunStateError("fork the run", rule, run.state);
  }
  const found =
    epoch === undefined
      ? (newest ?? kept[0])
      : (kept.find((each) => each.epoch === epoch) ?? (newest?.epoch === epoch ? newest : undefined));
  if (found === undefined) {
    const known = kept.map((each) => each.epoch);
    const there = [...new Set([...(newest === undefined ? [] : [newest.epoch]), ...known])].join(", ");
    throw new InvalidInputError({
      path: "epoch",
      received: String(epoch),
      message: `${action} as epoch must be one whose checkpoint is kept (${there}): current value is ${epoch}`,
    });
  }
  const { runId, attempt, engineVersion, step, bestEpoch, blobDigest } = found;
  return { runId, attempt, engineVersion, epoch: found.epoch, step, bestEpoch, blobDigest };
}

interface Change {
  readonly before: Variant;
  readonly changes: ForkChanges;
  /** Epochs that are done. */
  readonly done: number;
}

/** @returns The id of the variant that has the changes. */
async function variantOf(context: RunContext, { before, changes, done }: Change): Promise<string> {
  const { train, variantId } = changes;
  if ((train === undefined) === (variantId === undefined)) {
    throw new InvalidInputError({
      path: "changes",
      message: `${action} as changes must have exactly one of train and variantId`,
    });
  }
  const from = specsOf(before);
  if (variantId !== undefined) {
    const after = await findVariant(context.database.pool, variantId);
    if (after === undefined) {
      throw new NotFoundError("variant", variantId);
    }
    if (after.modelId !== before.modelId) {
      throw new InvalidInputError({
        path: "changes.variantId",
        message: `${action} as its variant must be of the same model`,
      });
    }
    check(from, specsOf(after), { done, holder: () => "changes.variantId" });
    return after.id;
  }
  const { modelId, name, modelSpec } = before;
  const input = { name: `${name.slice(0, 190)} (fork)`, spec: modelSpec, train: { ...from.train, ...train } };
  try {
    const { modelSpec: model, trainSpec } = await checkVariant(input);
    check(
      from,
      { model: parseModelSpec(model), train: parseTrainSpec(trainSpec) },
      {
        done,
        holder: (path) => `changes.train.${path}`,
      },
    );
    return (await createVariant(context, { ...input, modelId })).id;
  } catch (error) {
    // The client knows the specs by another argument
    throw error instanceof InvalidInputError && error.path.startsWith("input.train")
      ? new InvalidInputError({
          code: error.code,
          message: error.message,
          path: error.path.replace("input.train", "changes.train"),
          ...(error.received !== null && { received: error.received }),
          cause: error,
        })
      : error;
  }
}

function specsOf({ modelSpec, trainSpec }: Variant): TrainingSpecs {
  return { model: parseModelSpec(modelSpec), train: parseTrainSpec(trainSpec) };
}

function check(
  from: TrainingSpecs,
  to: TrainingSpecs,
  { done, holder }: { readonly done: number; readonly holder: (path: string) => string },
): void {
  try {
    checkFork(from, to, done);
  } catch (error) {
    if (!(error instanceof SpecError)) {
      throw error;
    }
    const { message, path, received } = error;
    throw new InvalidInputError({ path: holder(path), message, received, cause: error });
  }
}
