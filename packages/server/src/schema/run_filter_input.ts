import type { InputRef } from "@pothos/core";
import type { listRuns } from "../services/list_runs.ts";
import { builder } from "./builder.ts";
import { engineMode, runOriginKind, runState } from "./enums.ts";
import { findLocalId, type NodeType } from "./global_id.ts";

type RunFilter = Parameters<typeof listRuns>[1]["filter"];

/** The value that a client gives as exactly one of these. */
interface ScalarValue {
  readonly number?: number | null | undefined;
  readonly text?: string | null | undefined;
  readonly boolean?: boolean | null | undefined;
}

const specValue = builder.inputType("SpecValueInput", {
  description: "A value of a spec: exactly one of the fields.",
  isOneOf: true,
  fields: (t) => ({ number: t.float(), text: t.string(), boolean: t.boolean() }),
});

const metricCondition = builder.inputType("MetricConditionInput", {
  description: "The latest value of a metric is in a range; without bounds: there is one.",
  fields: (t) => ({
    name: t.string({ required: true, description: "Such as testAccuracy." }),
    atLeast: t.float(),
    atMost: t.float(),
  }),
});

const specCondition = builder.inputType("SpecConditionInput", {
  description: "A place of the specs has one of some values, or one in a range; without either: it is there.",
  fields: (t) => ({
    path: t.string({
      required: true,
      description:
        "Such as train.optimizer.adam.learningRate, train.augmentations[*].mixup or model.layers[*].conv2d.filters; * is any key, ** anything at any depth, as in train.optimizer.*.learningRate or model.**.filters.",
    }),
    values: t.field({ type: [specValue], description: "One of these." }),
    atLeast: t.float(),
    atMost: t.float(),
  }),
});

/** A range of time. */
export const timeRange = builder.inputType("TimeRangeInput", {
  description: "A range of time.",
  fields: (t) => ({
    from: t.field({ type: "DateTime", description: "Its first moment." }),
    before: t.field({ type: "DateTime", description: "The first moment after it." }),
  }),
});

/** A filter as a client writes it: ids are global ones. */
export interface RunFilterShape extends Omit<RunFilter, "and" | "or" | "not" | "spec"> {
  readonly and?: readonly RunFilterShape[] | null | undefined;
  readonly or?: readonly RunFilterShape[] | null | undefined;
  readonly not?: RunFilterShape | null | undefined;
  readonly spec?:
    | {
        readonly path: string;
        readonly values?: readonly ScalarValue[] | null | undefined;
        readonly atLeast?: number | null | undefined;
        readonly atMost?: number | null | undefined;
      }
    | null
    | undefined;
}

const ref = builder.inputRef<RunFilterShape>("RunFilterInput");

/** Which runs. */
export const runFilterInput: InputRef<RunFilterShape> = ref.implement({
  description: "Which runs: all conditions that are there must hold.",
  fields: (t) => ({
    and: t.field({ type: [ref], description: "All of these hold." }),
    or: t.field({ type: [ref], description: "At least one of these holds." }),
    not: t.field({ type: ref, description: "This does not hold." }),
    ids: t.idList({ description: "It is one of these." }),
    modelIds: t.idList({ description: "Its variant is of one of these models." }),
    variantIds: t.idList(),
    datasetIds: t.idList(),
    parentIds: t.idList({ description: "It starts from the weights of one of these versions." }),
    originIds: t.idList({ description: "It was made from one of these runs." }),
    sweepIds: t.idList({ description: "It is a trial of one of these sweeps." }),
    states: t.field({ type: [runState] }),
    modes: t.field({ type: [engineMode] }),
    originKinds: t.field({
      type: [runOriginKind],
      description: "It was made from another run for one of these reasons.",
    }),
    failureCodes: t.stringList({ description: "It failed with one of these codes, such as WORKER_LOST." }),
    seeds: t.intList(),
    actors: t.stringList({ description: "Who started it." }),
    tags: t.stringList({ description: "It has at least one of these." }),
    metric: t.field({ type: metricCondition }),
    spec: t.field({ type: specCondition }),
    createdAt: t.field({ type: timeRange }),
    startedAt: t.field({ type: timeRange }),
    finishedAt: t.field({ type: timeRange }),
  }),
}) as never;

const idLists: readonly [keyof RunFilter & keyof RunFilterShape, NodeType][] = [
  ["ids", "Run"],
  ["modelIds", "Model"],
  ["variantIds", "Variant"],
  ["datasetIds", "Dataset"],
  ["parentIds", "Version"],
  ["originIds", "Run"],
  ["sweepIds", "Sweep"],
];

/** Makes a client's filter into the store's: ids become local ones; an id of something else finds nothing. */
export function readRunFilter(shape: RunFilterShape): RunFilter {
  const { and, or, not, spec, ...rest } = shape;
  const ids = idLists.flatMap(([key, type]) => {
    const list = shape[key] as readonly string[] | null | undefined;
    return list == null ? [] : [[key, list.flatMap((id) => findLocalId(type, String(id)) ?? [])]];
  });
  return {
    ...rest,
    ...Object.fromEntries(ids),
    ...(and != null && { and: and.map(readRunFilter) }),
    ...(or != null && { or: or.map(readRunFilter) }),
    ...(not != null && { not: readRunFilter(not) }),
    ...(spec != null && {
      spec: {
        ...spec,
        values: spec.values?.map(({ number, text, boolean }) => (number ?? text ?? boolean)!),
      },
    }),
  };
}
