import { setImmediate } from "node:timers/promises";
import {
  type Coordinates,
  gridSize,
  gridTrials,
  parseSampler,
  parseSearchSpace,
  parseTrialStopping,
  type SamplerSpec,
  type SearchSpace,
  SpecError,
  type Trial,
  type TrialMaker,
  trialMaker,
} from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Sweep } from "../generated/prisma/client.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findModel } from "../store/find_model.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertSweep } from "../store/insert_sweep.ts";
import { insertVariant } from "../store/insert_variant.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkTrial, type TrialRules } from "./check_trial.ts";
import { type CheckedVariant, type CreateVariantInput, checkVariant } from "./create_variant.ts";
import { cornersOf } from "./sweep_corners.ts";
import { isHigherBetter } from "./sweep_metric.ts";

/** A sweep to be. What core reads is read, and not believed. */
export type StartSweep = Pick<
  Sweep,
  "name" | "datasetId" | "metric" | "maxTotalEpochs" | "concurrency" | "seed" | "trainingSeed" | "mode"
> & {
  /** A variant that there is, or one to be. */
  readonly base: { readonly variantId: string } | { readonly variant: CreateVariantInput };
  readonly space: unknown;
  readonly method: unknown;
  readonly stopping: unknown;
  /** @default {what is better of the metric} */
  readonly higherIsBetter: boolean | null;
  /** @default {all of a grid} */
  readonly maxTrials: number | null;
};

/** The most trials of a sweep. */
export const mostTrials = 1000;
const mostConcurrency = 64;
/** The most points of a grid that are looked through for those that differ. */
const mostPoints = 10_000;
const action = "Cannot start the sweep";

/**
 * Begins a sweep: a worker then queues its trials, one after another. Everything is checked before anything is stored: of a
 * grid every trial, and else the ends of every dimension, each with all else as in the base.
 *
 * @throws {NotFoundError} If there is no such variant, model or dataset.
 * @throws {InvalidInputError} With the field at fault, such as `input.space[1].domain.uniform.high`.
 */
export async function startSweep(context: Acting, input: StartSweep): Promise<Sweep> {
  const { database, actor = anonymous } = context;
  const { datasetId, metric, concurrency, seed, trainingSeed, mode, maxTotalEpochs } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  checkRange("concurrency", concurrency, mostConcurrency);
  checkRange("budget.maxTrials", input.maxTrials ?? 1, mostTrials);
  checkRange("budget.maxTotalEpochs", maxTotalEpochs ?? 1, 2 ** 31 - 1);
  const space = reading(() => parseSearchSpace(input.space));
  const method = reading(() => parseSampler(input.method));
  const stopping = input.stopping == null ? null : reading(() => parseTrialStopping(input.stopping));
  const dataset = await findDataset(database.pool, datasetId);
  if (dataset === undefined) {
    throw new NotFoundError("dataset", datasetId);
  }
  const base = await findBase(context, input.base);
  const maker = reading(() => trialMaker({ model: base.modelSpec, train: base.trainSpec }, space));
  const trials = await checkTrials({ dataset, metric, stopping }, maker, { method, most: input.maxTrials });
  const variantId =
    "id" in base
      ? base.id
      : (await insertVariant(database.pool, { ...base.variant, modelId: base.modelId, actor })).id;
  const higherIsBetter = input.higherIsBetter ?? isHigherBetter(metric);
  return await insertSweep(database.pool, {
    ...{ name, variantId, datasetId, space, method, stopping, metric, higherIsBetter, maxTotalEpochs },
    ...{ concurrency, seed, trainingSeed, mode, actor, maxTrials: trials },
  });
}

type Base = Readonly<Record<"modelSpec" | "trainSpec", unknown>> &
  ({ readonly id: string } | { readonly modelId: string; readonly variant: CheckedVariant });

async function findBase({ database }: Acting, base: StartSweep["base"]): Promise<Base> {
  if ("variantId" in base) {
    const found = await findVariant(database.pool, base.variantId);
    if (found === undefined) {
      throw new NotFoundError("variant", base.variantId);
    }
    return found;
  }
  const { modelId, ...input } = base.variant;
  const variant = await checkVariant(input).catch((error: unknown) => {
    throw error instanceof InvalidInputError
      ? error.at(error.path.replace(/^input\b/, "input.base.variant"))
      : error;
  });
  if ((await findModel(database.pool, modelId)) === undefined) {
    throw new NotFoundError("model", modelId);
  }
  const { modelSpec, trainSpec } = variant;
  return { modelSpec, trainSpec, modelId, variant };
}

/** @returns How many trials there are to be. */
async function checkTrials(
  rules: TrialRules,
  maker: TrialMaker,
  { method, most }: { readonly method: SamplerSpec; readonly most: number | null },
): Promise<number> {
  if (!("grid" in method)) {
    if (most === null) {
      throw new InvalidInputError({
        path: "input.budget.maxTrials",
        message: `${action} as budget.maxTrials must be given unless the method is grid: current value is null`,
      });
    }
    await checkEach(rules, maker, cornersOf(maker));
    return most;
  }
  const size = gridSize(maker.space, method.grid.points);
  if (size > mostPoints) {
    refuseGrid(size, mostPoints);
  }
  const trials = [...gridTrials(maker, method.grid.points)].slice(0, most ?? size);
  if (trials.length > mostTrials) {
    refuseGrid(trials.length, mostTrials);
  }
  await checkEach(rules, maker, trials);
  return trials.length;
}

function refuseGrid(size: number, most: number): never {
  throw new InvalidInputError({
    path: "input.space",
    received: String(size),
    message: `${action} as its grid must have at most ${most} trials: current value is ${size}`,
  });
}

async function checkEach(
  rules: TrialRules,
  maker: TrialMaker,
  points: readonly Coordinates[],
): Promise<void> {
  for (const coordinates of points) {
    const trial = maker.make(coordinates);
    await checkTrial(rules, { name: "trial", trial }).catch((error: unknown) => {
      throw error instanceof InvalidInputError
        ? error.at(argumentOf(error.path, maker.space, trial), describe(trial))
        : error;
    });
    // Specs take a moment to check, and others wait for the server
    await setImmediate();
  }
}

/** The dimension that has put something where an error is, or around it. */
function argumentOf(path: string, space: SearchSpace, { parameters }: Trial): string {
  const match = /^input\.(spec|train)\.(.*)$/.exec(path);
  if (match === null) {
    return path === "input.variantId" ? "input.space" : path;
  }
  const place = `${match[1] === "spec" ? "model" : "train"}.${match[2]}`;
  const inForce = new Set(parameters.map((each) => each.path));
  const index = space.findLastIndex(
    (each) => inForce.has(each.path) && (isAt(place, each.path) || isAt(each.path, place)),
  );
  return index === -1 ? "input.space" : `input.space[${index}].domain`;
}

function isAt(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}.`) || place.startsWith(`${outer}[`);
}

function describe({ parameters }: Trial): string {
  const text = parameters.map(({ path, value }) => `${path} = ${JSON.stringify(value)}`).join(", ");
  return `${action} as its trial with ${text.length > 200 ? `${text.slice(0, 197)}...` : text} must be valid`;
}

/** Turns an error of core into one of the argument. */
function reading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SpecError)) {
      throw error;
    }
    const { message, path, received } = error;
    throw new InvalidInputError({ message, path: `input.${path}`, received, cause: error });
  }
}

function checkRange(path: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new InvalidInputError({
      path: `input.${path}`,
      received: String(value),
      message: `${action} as ${path} must be 1 to ${most}: current value is ${value}`,
    });
  }
}
