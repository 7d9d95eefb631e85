import type { RunFilter } from "../store/run_filter.ts";

/** Whether a filter lets every run through, as it says nothing: what a forgotten variable makes of one. */
export function selectsEveryRun(filter: RunFilter): boolean {
  const { and, or, not } = filter;
  return (
    !hasCondition(filter) &&
    (and ?? []).every(selectsEveryRun) &&
    (or == null || or.some(selectsEveryRun)) &&
    (not == null || selectsNone(not))
  );
}

function selectsNone(filter: RunFilter): boolean {
  const { and, or, not, ...conditions } = filter;
  return (
    Object.values(conditions).some((value) => Array.isArray(value) && value.length === 0) ||
    (and ?? []).some(selectsNone) ||
    or?.every(selectsNone) === true ||
    (not != null && selectsEveryRun(not))
  );
}

function hasCondition({ and: _and, or: _or, not: _not, ...conditions }: RunFilter): boolean {
  return Object.entries(conditions).some(([key, value]) =>
    // A range of time without an end holds all times.
    key.endsWith("At") ? Object.values(value ?? {}).some((end) => end != null) : value != null,
  );
}
