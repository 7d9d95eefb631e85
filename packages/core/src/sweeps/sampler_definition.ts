import type { EntryDefinition } from "../parameters/entry_definition.ts";
import type { Coordinates } from "./search_space.ts";
import type { TrialMaker } from "./trial_specs.ts";

/** What is known of a trial that there has been, or is. */
export interface Observation {
  readonly coordinates: Coordinates;
  /** What came out, less being better; null while nothing has, or if it failed. */
  readonly cost: number | null;
  /** Whether it was trained to its end: one that was stopped says less. */
  readonly isComplete: boolean;
  /** Epochs after which the cost was measured. */
  readonly epochs: number;
}

/** What a sampler decides by; equal contexts give equal trials. */
export interface SampleContext {
  readonly maker: TrialMaker;
  readonly seed: number;
  /** The trial's number, from 0. */
  readonly number: number;
  /** The trials before it. */
  readonly observations: readonly Observation[];
}

/** One way of choosing the next trial: data plus a pure function. */
export interface SamplerDefinition<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  /** @returns The coordinates of the trial; null if there is nothing new to try. */
  readonly sample: (context: SampleContext, parameters: TParameters) => Coordinates | null;
}
