import { checkDataset, DataError, parseModelSpec } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { DatasetSplit } from "../generated/prisma/client.ts";
import { findDataset } from "../store/find_dataset.ts";
import { findVariant } from "../store/find_variant.ts";
import { findVersion, holdVersion } from "../store/find_version.ts";

export type { ClassCurves, EvaluationReport, ThresholdPoint } from "../store/evaluation_result.ts";

import { insertEvaluation } from "../store/insert_evaluation.ts";
import { type Acting, anonymous } from "./acting.ts";
import { noteAct } from "./note_act.ts";
import { referring } from "./referring.ts";

/** An evaluation that somebody wants. */
export interface EvaluateVersionInput {
  readonly versionId: string;
  readonly datasetId: string;
  readonly split: DatasetSplit;
}

/**
 * Queues the evaluation of a version on a split of a dataset; equal ones are one, as they give the same. Of one without features, which an
 * older server made, these are computed.
 *
 * @returns Its id.
 * @throws {NotFoundError} If there is no such version or dataset.
 * @throws {InvalidInputError} If the version is no classifier of the dataset's images.
 */
export async function evaluateVersion(
  acting: Acting,
  { versionId, datasetId, split }: EvaluateVersionInput,
): Promise<string> {
  const { database, actor = anonymous } = acting;
  const version = await findVersion(database.pool, versionId);
  if (version === undefined) {
    throw new NotFoundError("version", versionId);
  }
  const dataset = await findDataset(database.pool, datasetId);
  if (dataset === undefined) {
    throw new NotFoundError("dataset", datasetId);
  }
  const variant = (await findVariant(database.pool, version.variantId))!;
  const { pretraining = null } = variant.trainSpec as { readonly pretraining?: object | null };
  if (pretraining !== null) {
    const message =
      "Cannot evaluate as the version must be a classifier: current value is one that was pretrained";
    throw new InvalidInputError({ path: "input.versionId", message });
  }
  try {
    checkDataset(parseModelSpec(variant.modelSpec), dataset);
  } catch (error) {
    if (!(error instanceof DataError)) {
      throw error;
    }
    const message = error.message.replace(/^Cannot train on/, "Cannot evaluate on");
    throw new InvalidInputError({ path: "input.datasetId", message, received: error.received, cause: error });
  }
  if (split === "VALIDATION" && dataset.validationCount === 0) {
    throw new InvalidInputError({
      path: "input.split",
      received: split,
      message: `Cannot evaluate on dataset "${dataset.name}" as it must have validation images: current number is 0`,
    });
  }
  return await referring(database, async (client) => {
    if ((await holdVersion(client, versionId)) === undefined) {
      throw new NotFoundError("version", versionId);
    }
    const { id, isQueued } = await insertEvaluation(client, { versionId, datasetId, split, actor });
    if (isQueued) {
      await noteAct(client, acting, { kind: "EVALUATION_QUEUED", to: id });
    }
    return id;
  });
}
