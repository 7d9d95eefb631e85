import type { NumberRange, RunFilter, TimeRange } from "./run_filter.ts";
import { specPath } from "./spec_path.ts";

/** Takes a value of a statement, and gives the name under which the statement has it, such as `$3`. */
export type Bind = (value: unknown) => string;

/** The columns that a filter compares with a list. */
const listed = {
  ids: "run.id",
  variantIds: "run.variant_id",
  datasetIds: "run.dataset_id",
  parentIds: "run.parent_id",
  originIds: "run.origin_id",
  seeds: "run.seed",
  actors: "run.actor",
  states: "run.state::text",
  modes: "run.mode::text",
  originKinds: "run.origin_kind::text",
  failureCodes: "run.failure_code",
} as const;

const times = {
  createdAt: "run.created_at",
  startedAt: "run.started_at",
  finishedAt: "run.finished_at",
} as const;

/**
 * Writes a filter as the condition of a statement whose `run` is a row of `runs`. Values are bound, never written.
 *
 * A condition is either true or false, never unknown: so `not` turns each into its opposite.
 */
export function runCondition(filter: RunFilter, bind: Bind): string {
  const parts: string[] = [];
  for (const [key, column] of Object.entries(listed) as [keyof typeof listed, string][]) {
    const list = filter[key];
    if (list != null) {
      const type = key === "seeds" ? "int" : "text";
      parts.push(`coalesce(${column} = any(${bind(list)}::${type}[]), false)`);
    }
  }
  if (filter.modelIds != null) {
    parts.push(
      `run.variant_id in (select id from variants where model_id = any(${bind(filter.modelIds)}::text[]))`,
    );
  }
  if (filter.sweepIds != null) {
    parts.push(
      `run.id in (select run_id from sweep_trials where sweep_id = any(${bind(filter.sweepIds)}::text[]) and run_id is not null)`,
    );
  }
  if (filter.tags != null) {
    parts.push(
      `exists (select from run_tags where run_id = run.id and name = any(${bind(filter.tags)}::text[]))`,
    );
  }
  if (filter.metric != null) {
    const { name } = filter.metric;
    const within = ["value is not null", ...rangeParts("value", filter.metric, bind)].join(" and ");
    parts.push(
      `exists (select from run_metrics where run_id = run.id and name = ${bind(name)} and ${within})`,
    );
  }
  if (filter.spec != null) {
    parts.push(specPart(filter.spec, bind));
  }
  for (const [key, column] of Object.entries(times) as [keyof typeof times, string][]) {
    const range = filter[key];
    if (range != null) {
      parts.push(...timeParts(column, range, bind));
    }
  }
  if (filter.and != null) {
    parts.push(...filter.and.map((each) => runCondition(each, bind)));
  }
  if (filter.or != null) {
    parts.push(`(${filter.or.map((each) => runCondition(each, bind)).join(" or ") || "false"})`);
  }
  if (filter.not != null) {
    parts.push(`not ${runCondition(filter.not, bind)}`);
  }
  return `(${parts.join(" and ") || "true"})`;
}

function rangeParts(column: string, { atLeast, atMost }: NumberRange, bind: Bind): string[] {
  return [
    ...(atLeast == null ? [] : [`${column} >= ${bind(atLeast)}::float8`]),
    ...(atMost == null ? [] : [`${column} <= ${bind(atMost)}::float8`]),
  ];
}

function timeParts(column: string, { from, before }: TimeRange, bind: Bind): string[] {
  return [
    ...(from == null ? [] : [`coalesce(${column} >= ${bind(from)}::timestamptz, false)`]),
    ...(before == null ? [] : [`coalesce(${column} < ${bind(before)}::timestamptz, false)`]),
  ];
}

/** Specs belong to variants, of which there are far fewer than runs. */
function specPart(spec: NonNullable<RunFilter["spec"]>, bind: Bind): string {
  const { column, path } = specPath(spec.path);
  const tests = [
    ...(spec.atLeast == null ? [] : [`@ >= ${JSON.stringify(spec.atLeast)}`]),
    ...(spec.atMost == null ? [] : [`@ <= ${JSON.stringify(spec.atMost)}`]),
  ];
  if (spec.values != null) {
    tests.push(`(${spec.values.map((value) => `@ == ${JSON.stringify(value)}`).join(" || ") || "1 == 0"})`);
  }
  const whole = tests.length === 0 ? path : `${path} ? (${tests.join(" && ")})`;
  return `run.variant_id in (select id from variants where ${column} @? ${bind(whole)}::jsonpath)`;
}
