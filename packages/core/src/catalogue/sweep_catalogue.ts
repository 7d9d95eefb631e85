import { SAMPLERS, TRIAL_STOPPINGS } from "../sweeps/registry.ts";
import { type DescribedEntry, describeEntries } from "./describe_entries.ts";

/** One way of choosing the trials of a sweep, or of stopping them, as plain data. No spec names one: a sweep does. */
export type SweepEntry = DescribedEntry<"sampler" | "trialStopping">;

/**
 * How sweeps choose their trials and stop the poor ones, from the registries themselves.
 * @returns Plain data that JSON keeps as it is.
 */
export function sweepCatalogue(): readonly SweepEntry[] {
  return describeEntries({ sampler: SAMPLERS, trialStopping: TRIAL_STOPPINGS });
}
