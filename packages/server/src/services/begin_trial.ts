import {
  type Observation,
  type SamplerSpec,
  type SearchSpace,
  sampleTrial,
  type Trial,
  type TrialStoppingSpec,
  trialMaker,
} from "@convzoo/core";
import type { PoolClient } from "pg";
import { ServiceError } from "../errors/service_error.ts";
import type { Sweep, SweepEnd } from "../generated/prisma/client.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertSweepTrial } from "../store/insert_sweep_trial.ts";
import { insertVariant } from "../store/insert_variant.ts";
import { listTrialFigures, type TrialFigures } from "../store/list_trial_figures.ts";
import { checkTrial } from "./check_trial.ts";
import { type PreparedRun, prepareRun, queueRun, type RunContext } from "./start_run.ts";

/** What came of beginning a trial: one that runs, one whose specs are not valid, or none, and why. */
export type BegunTrial = "RUNNING" | "FAILED" | SweepEnd;

/**
 * Chooses the next trial of a locked sweep and queues its run. Trial and run are stored together: what was chosen stands there
 * before anybody trains it, and nothing is trained twice.
 */
export async function beginTrial(context: RunContext, client: PoolClient, sweep: Sweep): Promise<BegunTrial> {
  const { id: sweepId, seed, maxTrials, maxTotalEpochs } = sweep;
  const trials = await listTrialFigures(client, sweepId);
  const number = trials.length;
  if (number >= maxTrials) {
    return "MAX_TRIALS";
  }
  // The database lets nobody remove what a sweep refers to.
  const base = (await findVariant(client, sweep.variantId))!;
  const specs = { model: base.modelSpec, train: base.trainSpec };
  const maker = trialMaker(specs, sweep.space as unknown as SearchSpace);
  const observations = trials.map((trial) => observe(trial, sweep));
  const method = sweep.method as unknown as SamplerSpec;
  const coordinates = sampleTrial(method, { maker, seed, number, observations });
  if (coordinates === null) {
    return "SPACE_EXHAUSTED";
  }
  const trial = maker.make(coordinates);
  const { parameters } = trial;
  const prepared = await prepare(context, sweep, { trial, modelId: base.modelId, number });
  if (prepared instanceof ServiceError) {
    const { code, message } = prepared;
    const failure = { code, message };
    const none = { epochs: 0, variantId: null, runId: null };
    await insertSweepTrial(client, { sweepId, number, coordinates, parameters, ...none, failure });
    return "FAILED";
  }
  const { epochs, variantId } = prepared;
  const spent = trials.reduce((sum, each) => sum + each.epochs, 0);
  if (maxTotalEpochs !== null && spent + epochs > maxTotalEpochs) {
    return "MAX_EPOCHS";
  }
  const { id: runId } = await queueRun(client, context.queue, prepared);
  await insertSweepTrial(client, {
    ...{ sweepId, number, coordinates, parameters, epochs, variantId, runId, failure: null },
  });
  return "RUNNING";
}

/** A variant that is stored and never trained, as its transaction came to nothing, is found again by its digest. */
async function prepare(
  context: RunContext,
  sweep: Sweep,
  { trial, modelId, number }: { readonly trial: Trial; readonly modelId: string; readonly number: number },
): Promise<PreparedRun | ServiceError> {
  const { datasetId, metric, trainingSeed, mode, actor } = sweep;
  const { database } = context;
  const name = `${sweep.name} #${number}`;
  try {
    const dataset = (await findDataset(database.pool, datasetId))!;
    const stopping = sweep.stopping as unknown as TrialStoppingSpec | null;
    const checked = await checkTrial({ database, dataset, metric, stopping }, { name, trial });
    const { id: variantId } = await insertVariant(database.pool, { ...checked, modelId, actor });
    return await prepareRun({ database, actor }, { variantId, datasetId, seed: trainingSeed, mode });
  } catch (error) {
    if (error instanceof ServiceError) {
      return error;
    }
    throw error;
  }
}

/** What a sampler may know of a trial. One that has not finished counts with what it showed at its last rung. */
function observe({ coordinates, cost, rung }: TrialFigures, { stopping }: Sweep): Observation {
  if (cost === null && rung !== null) {
    const { asha } = stopping as unknown as TrialStoppingSpec;
    const shown = asha.monitor === "validationAccuracy" ? -rung.value : rung.value;
    return { coordinates, cost: shown, isComplete: false, epochs: rung.epoch };
  }
  return { coordinates, cost, isComplete: cost !== null, epochs: 0 };
}
