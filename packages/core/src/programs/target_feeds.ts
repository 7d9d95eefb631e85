import type { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder } from "../graph/ops/mod.ts";
import type { Value } from "../graph/value.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { Targets } from "../techniques/losses/loss_definition.ts";

/** What examples are held against. */
export interface TargetForm {
  /** Whether any number of classes can hold for one example. @default {false} */
  readonly multiLabel?: boolean | undefined;
  /** Whether labels are mixed in pairs. @default {false} */
  readonly mixed?: boolean;
}

/** Targets that a run is fed. */
export interface TargetFeeds {
  readonly targets: Targets;
  /** Ids of the placeholders by the feed's name. */
  readonly feeds: Readonly<Record<string, number>>;
}

/**
 * The placeholders of a batch's targets: `labels` int32[batch], and for mixed ones `secondLabels` int32[batch] and `secondWeights`
 * float32[batch]; or, where several classes can hold, `targets` float32[batch, classes], which is mixed before it is fed.
 */
export function targetFeeds(
  builder: GraphBuilder,
  { classes }: Pick<ModelSpec, "classes">,
  { batch, multiLabel = false, mixed = false }: TargetForm & { readonly batch: number },
): TargetFeeds {
  const feed = (name: string, dtype: "int32" | "float32", shape: readonly number[]): Value =>
    placeholder(builder, name, { dtype, shape });
  if (multiLabel) {
    const rows = feed("targets", "float32", [batch, classes]);
    return { targets: { rows }, feeds: { targets: rows.id } };
  }
  const labels = feed("labels", "int32", [batch]);
  if (!mixed) {
    return { targets: { labels }, feeds: { labels: labels.id } };
  }
  const second = {
    labels: feed("secondLabels", "int32", [batch]),
    weights: feed("secondWeights", "float32", [batch]),
  };
  return {
    targets: { labels, second },
    feeds: { labels: labels.id, secondLabels: second.labels.id, secondWeights: second.weights.id },
  };
}
