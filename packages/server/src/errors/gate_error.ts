import { ServiceError } from "./service_error.ts";

/** What came of one rule of a gate. */
export interface RuleOutcome {
  readonly passed: boolean;
  /** One sentence: the rule, and the value that was there. */
  readonly message: string;
}

/** A version does not show what the gate of an alias asks for. */
export class GateError extends ServiceError {
  override readonly name = "GateError";
  readonly outcomes: readonly RuleOutcome[];

  constructor(aliasName: string, outcomes: readonly RuleOutcome[]) {
    const missed = outcomes.filter(({ passed }) => !passed).map(({ message }) => message);
    super(
      "GATE_FAILED",
      `Cannot move the alias as the gate of ${aliasName} must be passed: ${missed.join("; ")}`,
    );
    this.outcomes = outcomes;
  }
}
