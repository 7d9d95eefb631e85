import type { SweepEnd, SweepState } from "../generated/prisma/client.ts";

/** Why a sweep or a trial failed. */
interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Something that happened to one trial. */
interface OfTrial<Type extends string> {
  readonly type: Type;
  readonly number: number;
}

/** The sweep is in another state now; after a final one nothing comes. */
interface SweepStateChanged {
  readonly type: "SweepStateChanged";
  readonly state: SweepState;
  readonly endReason: SweepEnd | null;
  readonly failure: Failure | null;
}

/** What the run of a trial showed of the sweep's metric after an epoch. */
interface SweepTrialReported extends OfTrial<"SweepTrialReported"> {
  readonly attempt: number;
  readonly epoch: number;
  /** Null if the epoch did not tell it, or if it was no finite number. */
  readonly value: number | null;
}

/** A trial fell behind at a rung. */
interface SweepTrialStopped extends OfTrial<"SweepTrialStopped"> {
  readonly epoch: number;
  readonly value: number | null;
  readonly cut: number | null;
  readonly count: number;
}

interface SweepTrialFinished extends OfTrial<"SweepTrialFinished"> {
  readonly objective: number;
  readonly isBest: boolean;
}

interface SweepTrialFailed extends OfTrial<"SweepTrialFailed"> {
  readonly failure: Failure;
}

/**
 * What happens in a sweep: `type` is the name of its GraphQL type, whose fields the others are. Triggers of the database write
 * them (migration 0024), in the transaction in which it happens.
 */
export type SweepEventBody =
  | SweepStateChanged
  | OfTrial<"SweepTrialStarted" | "SweepTrialPaused" | "SweepTrialResumed" | "SweepTrialCanceled">
  | SweepTrialReported
  | SweepTrialStopped
  | SweepTrialFinished
  | SweepTrialFailed;

/** An event as watchers see it. */
export type StoredSweepEvent = SweepEventBody & {
  readonly sweepId: string;
  /** 0 for the first event of the sweep, without gaps. */
  readonly sequence: number;
  readonly createdAt: Date;
};
