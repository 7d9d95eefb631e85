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

/** Predictions of an owner. */
export interface OwnedPredictions {
  readonly scope: PredictionScope;
  /** How the statement names the owner's id; that of an image is dataset and position, as nodes have it. */
  readonly owner: string;
}

/** Writes owner and filter as a condition on `predictions` under the name `each`. */
export function predictionCondition(owned: OwnedPredictions, filter: PredictionFilter, bind: Bind): string {
  const { versionId, modelId, aliasId, labels, probabilityBelow, actors, isOfDataset, from, until } = filter;
  const conditions = [
    ownerCondition(owned),
    versionId === undefined ? [] : [`each.version_id = ${bind(versionId)}`],
    modelId === undefined ? [] : [`each.model_id = ${bind(modelId)}`],
    aliasId === undefined ? [] : [`each.alias_id = ${bind(aliasId)}`],
    labels === undefined ? [] : [labelCondition(owned, { ...filter, labels }, bind)],
    probabilityBelow === undefined ? [] : [`each.probability < ${bind(probabilityBelow)}::real`],
    actors === undefined ? [] : [`each.actor = any(${bind(actors)}::text[])`],
    isOfDataset === undefined ? [] : [`each.dataset_id is ${isOfDataset ? "not null" : "null"}`],
    // ids are made together with the time, and sort by it
    from === undefined ? [] : [`each.id >= ${bind(firstUuidOf(from))}`],
    until === undefined ? [] : [`each.id < ${bind(firstUuidOf(until))}`],
  ].flat();
  return conditions.length === 0 ? "true" : conditions.join(" and ");
}

function ownerCondition({ scope, owner }: OwnedPredictions): string[] {
  switch (scope) {
    case "all":
      // its id is empty; a value must be used where it is given
      return [`${owner}::text = ''`];
    case "datasetImage":
      return [
        `each.dataset_id = split_part(${owner}, '_', 1)`,
        `each.position = split_part(${owner}, '_', 2)::int`,
      ];
    default:
      return [`each.${scope}_id = ${owner}`];
  }
}

/** Versions may have other classes, or the same in another order; which have been asked for is looked up as seldom as can be. */
function labelCondition(
  { scope, owner }: OwnedPredictions,
  filter: PredictionFilter & { readonly labels: readonly string[] },
  bind: Bind,
): string {
  const labels = bind(filter.labels);
  const named = (condition: string, columns: string): string =>
    `select ${columns} from versions, unnest(classes) with ordinality as class (name, place)
     where ${condition} and name = any(${labels}::text[])`;
  const given = (id: string | undefined): string | undefined => (id === undefined ? undefined : bind(id));
  const versionId = scope === "version" ? owner : given(filter.versionId);
  if (versionId !== undefined) {
    return `each.predicted = any(array(${named(`versions.id = ${versionId}`, "place - 1")}))`;
  }
  const modelId = scope === "model" ? owner : given(filter.modelId);
  if (modelId !== undefined) {
    return `(each.version_id, each.predicted) in (${named(`model_id = ${modelId}`, "versions.id, place - 1")})`;
  }
  return `(select classes[each.predicted + 1] from versions where versions.id = each.version_id) = any(${labels}::text[])`;
}
