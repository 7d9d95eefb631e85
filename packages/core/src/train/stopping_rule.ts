import { type EarlyStoppingParameters, earlyStopping } from "../techniques/stopping/early_stopping.ts";
import { STOPPINGS, type StoppingId, type StoppingSpec } from "../techniques/stopping/registry.ts";
import type {
  EpochMeasures,
  StoppingDecision,
  StoppingDefinition,
} from "../techniques/stopping/stopping_definition.ts";

/** A stopping rule with its parameters. */
export interface StoppingRule {
  readonly initialState: unknown;
  /** Whether the weights of the best epoch are what training leaves. */
  readonly restoresBest: boolean;
  decide(state: unknown, measures: EpochMeasures): StoppingDecision<unknown>;
}

/** Watches the loss and ends nothing. */
const WATCHING: EarlyStoppingParameters = {
  monitor: "loss",
  patience: Number.POSITIVE_INFINITY,
  minDelta: 0,
  mode: "auto",
  restoreBest: false,
};

/** The rule of a spec; without one the best epoch, the one with the lowest loss, is still told. */
export function stoppingRule(spec: StoppingSpec | null): StoppingRule {
  const [definition, parameters] =
    spec === null
      ? [earlyStopping, WATCHING]
      : [STOPPINGS[Object.keys(spec)[0] as StoppingId], Object.values(spec)[0]!];
  const { initialState, decide } = definition as StoppingDefinition<string, unknown, unknown>;
  return {
    initialState,
    restoresBest: (parameters as { readonly restoreBest?: boolean }).restoreBest === true,
    decide: (state, measures) => decide(state, measures, parameters),
  };
}
