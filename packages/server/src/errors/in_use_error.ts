import { ServiceError } from "./service_error.ts";

/** What can need something else, or be a part of it. */
export type ThingKind =
  | "RUNS"
  | "VERSIONS"
  | "EVALUATIONS"
  | "SWEEPS"
  | "ABLATIONS"
  | "ALIASES"
  | "GATES"
  | "NEWER_DATASETS"
  | "VARIANTS";

/** Things of one kind. */
export interface Things {
  readonly kind: ThingKind;
  readonly count: number;
  /** The oldest ones, ten at most. */
  readonly ids: readonly string[];
}

/** Something cannot be deleted, as others need it. */
export class InUseError extends ServiceError {
  override readonly name = "InUseError";
  readonly holders: readonly Things[];

  /**
   * @param noun What was to be deleted, such as `dataset`.
   * @param holders What needs it: at least one kind, and at least one of each.
   */
  constructor(noun: string, holders: readonly Things[]) {
    const list = holders
      .map(({ kind, count }) => `${count} ${kind.toLowerCase().replace("_", " ")}`)
      .join(", ");
    super("IN_USE", `Cannot delete the ${noun} as nothing must need it: current value is ${list}`);
    this.holders = holders;
  }
}
