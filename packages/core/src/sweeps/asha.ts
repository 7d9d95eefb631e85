import type { EntryDefinition } from "../parameters/entry_definition.ts";

/** What is held against that of other trials. */
export type TrialMonitor = "validationAccuracy" | "validationLoss";

/** Parameters of `asha`. */
export interface AshaParameters {
  readonly minEpochs: number;
  readonly reductionFactor: number;
  readonly monitor: TrialMonitor;
}

/** What becomes of a trial at a rung. */
export interface RungDecision {
  /** Whether it goes on. */
  readonly isKept: boolean;
  /** The value that it had to reach: that of the last trial that goes on. Null if any finite one would have done. */
  readonly cut: number | null;
  /** Trials that have reached the rung, this one included. */
  readonly count: number;
}

/**
 * The epochs after which a trial is judged: `minEpochs`, and each time `reductionFactor` times as many, below its last.
 */
export function ashaRungs(
  { minEpochs, reductionFactor }: Pick<AshaParameters, "minEpochs" | "reductionFactor">,
  epochs: number,
): number[] {
  const rungs: number[] = [];
  for (let rung = minEpochs; rung < epochs; rung *= reductionFactor) {
    rungs.push(rung);
  }
  return rungs;
}

/**
 * Decides whether a trial goes on after a rung: if it is among the best `1 / reductionFactor` of those that have reached the rung
 * by now, rounded down, and at least one. Nobody is waited for, and what was decided before stays.
 *
 * A value that is no finite number is worse than any that is: such a trial never goes on, also as the first, and counts among those that
 * have come as far.
 * @param value What the trial shows there.
 * @param others What the trials showed that reached it before.
 */
export function ashaDecision(
  value: number,
  others: readonly number[],
  { reductionFactor, monitor }: Pick<AshaParameters, "reductionFactor" | "monitor">,
): RungDecision {
  const sign = monitor === "validationAccuracy" ? -1 : 1;
  const count = others.length + 1;
  const kept = Math.max(1, Math.floor(count / reductionFactor));
  // Where fewer than go on are finite, all of these do.
  const finite = [...others, value].filter(Number.isFinite).sort((a, b) => sign * (a - b));
  const cut = finite[kept - 1] ?? null;
  const isKept = Number.isFinite(value) && (cut === null || sign * (value - cut) <= 0);
  return { isKept, cut, count };
}

/**
 * Asynchronous successive halving in the form that stops: a trial trains on until it falls behind at a rung. That is what Ray and
 * Optuna do; the paper's own form pauses every trial at its rung and goes on with those that turn out to be among the best.
 */
export const asha: EntryDefinition<"asha", AshaParameters> = {
  id: "asha",
  summary: "Stops trials that are not among the best of those that have come as far.",
  parameters: {
    minEpochs: {
      kind: "int",
      summary: "Epochs before a trial is judged for the first time.",
      minimum: 1,
      maximum: 10_000,
      default: 1,
    },
    reductionFactor: {
      kind: "int",
      summary: "One in so many goes on after each rung, and the next rung is so many times as far.",
      minimum: 2,
      maximum: 100,
      default: 3,
    },
    monitor: {
      kind: "enum",
      typeName: "TrialMonitor",
      summary: "What is compared, measured on validation images.",
      values: ["validationAccuracy", "validationLoss"],
      default: "validationAccuracy",
    },
  },
  documentation: {
    formula:
      "after epoch minEpochs * reductionFactor^k a trial goes on if its value is among the best max(1, floor(n / reductionFactor)) of the n that have reached it; one that is no finite number is the worst, and never does",
    advice:
      "Many trials for the price of few, where the first epochs say something of the last: with a slow schedule or heavy augmentation, give a larger minEpochs. Ray's reduction factor is 4, as is the paper's; Optuna's is 4 too, and that of Hyperband 3.",
    reference:
      "Li, Jamieson, Rostamizadeh, Gonina, Hardt, Recht and Talwalkar, A System for Massively Parallel Hyperparameter Tuning, 2018, arXiv:1810.05934 (MLSys 2020)",
    example: { asha: { minEpochs: 2, reductionFactor: 3 } },
  },
};
