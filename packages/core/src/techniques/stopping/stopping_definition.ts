import type { EntryDefinition } from "../../parameters/entry_definition.ts";

/** What an epoch measured on images that it did not train on. */
export interface EpochMeasures {
  readonly loss: number;
  readonly accuracy: number;
}

/** Whether training goes on, and what is to be kept of the epoch. */
export interface StoppingDecision<TState> {
  /** What the next epoch's decision needs: plain data, as a checkpoint holds it. */
  readonly state: TState;
  /** Whether this epoch is the best so far: its weights are worth keeping. */
  readonly isBest: boolean;
  /** Whether training ends here. */
  readonly stop: boolean;
}

/** One rule for ending a training early: data plus a pure reducer of epochs. */
export interface StoppingDefinition<TId extends string, TParameters, TState>
  extends EntryDefinition<TId, TParameters> {
  /** Before the first epoch. */
  readonly initialState: TState;
  /** After each epoch; NaN is never an improvement. */
  readonly decide: (
    state: TState,
    measures: EpochMeasures,
    parameters: TParameters,
  ) => StoppingDecision<TState>;
}
