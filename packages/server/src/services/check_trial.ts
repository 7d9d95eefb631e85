import type { Trial, TrialStoppingSpec } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Dataset } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { type CheckedVariant, checkVariant } from "./create_variant.ts";
import { checkTrainable, findParent } from "./start_run.ts";
import { needsValidation } from "./sweep_metric.ts";

/** What a trial of a sweep must go with. */
export interface TrialRules {
  readonly database: Database;
  readonly dataset: Dataset;
  readonly metric: string;
  readonly stopping: TrialStoppingSpec | null;
}

/**
 * Checks whether a trial can be trained and judged at all, and stores nothing.
 *
 * @throws {InvalidInputError} With the place at fault: in the specs, such as `input.train.optimizer.adam.learningRate`, or the
 * sweep's own.
 */
export async function checkTrial(
  { database, dataset, metric, stopping }: TrialRules,
  { name, trial }: { readonly name: string; readonly trial: Trial },
): Promise<CheckedVariant> {
  const variant = await checkVariant({ name, spec: trial.model, train: trial.train });
  const { modelSpec, trainSpec } = variant;
  checkTrainable(modelSpec, trainSpec, dataset);
  await findParent(database, trainSpec);
  if (trainSpec.validation === null && (stopping !== null || needsValidation(metric))) {
    const [path, what] =
      stopping === null
        ? ["input.objective.metric", `the metric ${metric}`]
        : ["input.stopping", "stopping trials early"];
    throw new InvalidInputError({
      path,
      received: "null",
      message: `Cannot judge the trial as its training must have a validation for ${what}: current value is null`,
    });
  }
  return variant;
}
