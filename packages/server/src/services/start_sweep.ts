import { parseSampler, parseSearchSpace, parseTrialStopping, SpecError, trialMaker } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Sweep } from "../generated/prisma/client.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findModel } from "../store/find_model.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertSweep } from "../store/insert_sweep.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkSweep, mostTrials } from "./check_sweep.ts";
import { checkText } from "./check_text.ts";
import {
  type CheckedVariant,
  type CreateVariantInput,
  checkVariant,
  storeVariant,
} from "./create_variant.ts";
import { noteAct } from "./note_act.ts";
import { referring } from "./referring.ts";
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

const mostConcurrency = 64;
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
  // Its trials' variants have its name and their number
  checkText(name, { action, path: "input.name", maximum: 190 });
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
  const rules = { database, dataset, metric, stopping, method, maxTrials: input.maxTrials, maxTotalEpochs };
  const checked = await checkSweep(rules, maker);
  const higherIsBetter = input.higherIsBetter ?? isHigherBetter(metric);
  return await referring(database, async (client) => {
    const { id: variantId } =
      "id" in base ? base : await storeVariant(client, context, { ...base.variant, modelId: base.modelId });
    const sweep = await insertSweep(client, {
      ...{ name, variantId, datasetId, space, method, stopping, metric, higherIsBetter, maxTotalEpochs },
      ...{ concurrency, seed, trainingSeed, mode, actor, maxTrials: input.maxTrials ?? checked },
    });
    await noteAct(client, context, { kind: "SWEEP_STARTED", to: sweep.id });
    return sweep;
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
