import type { Bind } from "./run_condition.ts";
import { firstUuidOf } from "./uuid_v7.ts";

/** Of which predictions all this holds that is given. */
export interface PredictionFilter {
  readonly versionId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly aliasId?: string | undefined;
  /** One of these classes has the highest score. */
  readonly labels?: readonly string[] | undefined;
  /** Its score is lower. */
  readonly probabilityBelow?: number | undefined;
  readonly actors?: readonly string[] | undefined;
  /** Whether a dataset has the picture. */
  readonly isOfDataset?: boolean | undefined;
  /** Not before this moment. */
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
}

/** Whose predictions are looked at: all, or those of a thing. */
export type PredictionScope = "all" | "version" | "model" | "alias" | "datasetImage";

/** Writes a filter as a condition on `predictions` under the name `each`. */
export function predictionCondition(filter: PredictionFilter, bind: Bind): string {
  const { versionId, modelId, aliasId, labels, probabilityBelow, actors, isOfDataset, from, until } = filter;
  const conditions = [
    versionId === undefined ? [] : [`each.version_id = ${bind(versionId)}`],
    modelId === undefined ? [] : [`each.model_id = ${bind(modelId)}`],
    aliasId === undefined ? [] : [`each.alias_id = ${bind(aliasId)}`],
    // versions may have other classes, or the same in another order
    labels === undefined
      ? []
      : [
          `(select classes[each.predicted + 1] from versions where versions.id = each.version_id) = any(${bind(labels)}::text[])`,
        ],
    probabilityBelow === undefined ? [] : [`each.probability < ${bind(probabilityBelow)}::real`],
    actors === undefined ? [] : [`each.actor = any(${bind(actors)}::text[])`],
    isOfDataset === undefined ? [] : [`each.dataset_id is ${isOfDataset ? "not null" : "null"}`],
    // ids are made together with the time, and sort by it
    from === undefined ? [] : [`each.id >= ${bind(firstUuidOf(from))}`],
    until === undefined ? [] : [`each.id < ${bind(firstUuidOf(until))}`],
  ].flat();
  return conditions.length === 0 ? "true" : conditions.join(" and ");
}

/** What ties predictions to the owner whose id is `owner.id`; that of an image is dataset and position, as nodes have it. */
export const ownerCondition: Readonly<Record<PredictionScope, string>> = {
  all: "true",
  version: "each.version_id = owner.id",
  model: "each.model_id = owner.id",
  alias: "each.alias_id = owner.id",
  datasetImage:
    "each.dataset_id = split_part(owner.id, '_', 1) and each.position = split_part(owner.id, '_', 2)::int",
};
