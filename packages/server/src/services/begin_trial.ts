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
import type { CheckedVariant } from "./create_variant.ts";
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
  const common = { sweepId, number, coordinates, parameters: trial.parameters };
  try {
    const checked = await check(context, sweep, { trial, number });
    const { epochs } = checked.trainSpec;
    const spent = trials.reduce((sum, each) => sum + each.epochs, 0);
    if (maxTotalEpochs !== null && spent + epochs > maxTotalEpochs) {
      return "MAX_EPOCHS";
    }
    const run = await prepare(context, sweep, { ...checked, modelId: base.modelId });
    const { id: runId, variantId } = await queueRun(client, context.queue, run);
    await insertSweepTrial(client, { ...common, epochs, variantId, runId, failure: null });
    return "RUNNING";
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      throw error;
    }
    await insertSweepTrial(client, { ...common, epochs: 0, variantId: null, runId: null, failure: error });
    return "FAILED";
  }
}

async function check(
  { database }: RunContext,
  sweep: Sweep,
  { trial, number }: { readonly trial: Trial; readonly number: number },
): Promise<CheckedVariant> {
  const dataset = (await findDataset(database.pool, sweep.datasetId))!;
  const stopping = sweep.stopping as unknown as TrialStoppingSpec | null;
  const rules = { database, dataset, metric: sweep.metric, stopping };
  return await checkTrial(rules, { name: `${sweep.name} #${number}`, trial });
}

/** A variant that is stored and never trained, as its transaction came to nothing, is found again by its digest. */
async function prepare(
  { database }: RunContext,
  { datasetId, trainingSeed, mode, actor }: Sweep,
  variant: CheckedVariant & { readonly modelId: string },
): Promise<PreparedRun> {
  const { variant: stored } = await insertVariant(database.pool, { ...variant, actor });
  return await prepareRun({ database, actor }, { variantId: stored.id, datasetId, seed: trainingSeed, mode });
}

/** What a sampler may know of a trial. One that has not finished counts with what it showed at its last rung. */
function observe({ coordinates, cost, rung }: TrialFigures, { stopping }: Sweep): Observation {
  const value = rung?.value ?? null;
  if (cost === null && rung !== null && value !== null) {
    const { asha } = stopping as unknown as TrialStoppingSpec;
    const shown = asha.monitor === "validationAccuracy" ? -value : value;
    return { coordinates, cost: shown, isComplete: false, epochs: rung.epoch };
  }
  return { coordinates, cost, isComplete: cost !== null, epochs: 0 };
}
