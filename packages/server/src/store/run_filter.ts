import type { EngineMode, RunOriginKind, RunState } from "../generated/prisma/client.ts";

/** A number within bounds; a bound that is left out is none. */
export interface NumberRange {
  readonly atLeast?: number | null | undefined;
  readonly atMost?: number | null | undefined;
}

/** A moment in a range. */
export interface TimeRange {
  /** The first moment of it. */
  readonly from?: Date | null | undefined;
  /** The first moment after it. */
  readonly before?: Date | null | undefined;
}

/** A value of a spec. */
export type SpecValue = number | string | boolean;

/** Which runs: all conditions that are there must hold. */
export interface RunFilter {
  readonly and?: readonly RunFilter[] | null | undefined;
  readonly or?: readonly RunFilter[] | null | undefined;
  readonly not?: RunFilter | null | undefined;
  readonly ids?: readonly string[] | null | undefined;
  readonly modelIds?: readonly string[] | null | undefined;
  readonly variantIds?: readonly string[] | null | undefined;
  readonly datasetIds?: readonly string[] | null | undefined;
  readonly parentIds?: readonly string[] | null | undefined;
  readonly originIds?: readonly string[] | null | undefined;
  /** It is a trial of one of these sweeps. */
  readonly sweepIds?: readonly string[] | null | undefined;
  readonly states?: readonly RunState[] | null | undefined;
  readonly modes?: readonly EngineMode[] | null | undefined;
  readonly originKinds?: readonly RunOriginKind[] | null | undefined;
  readonly failureCodes?: readonly string[] | null | undefined;
  readonly seeds?: readonly number[] | null | undefined;
  readonly actors?: readonly string[] | null | undefined;
  /** It has at least one of these. */
  readonly tags?: readonly string[] | null | undefined;
  /** Its latest value of a metric is in a range; without bounds: it has one. */
  readonly metric?: (NumberRange & { readonly name: string }) | null | undefined;
  /** A place of its specs has a value, or one of these, or one in a range. */
  readonly spec?:
    | (NumberRange & { readonly path: string; readonly values?: readonly SpecValue[] | null | undefined })
    | null
    | undefined;
  readonly createdAt?: TimeRange | null | undefined;
  readonly startedAt?: TimeRange | null | undefined;
  readonly finishedAt?: TimeRange | null | undefined;
}
