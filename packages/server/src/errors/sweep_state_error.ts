import { ServiceError } from "./service_error.ts";

/** Where a sweep is in its life. */
type SweepState = "RUNNING" | "PAUSED" | "FINISHED" | "FAILED" | "CANCELED";

/** A sweep is in a state in which this cannot be done to it. */
export class SweepStateError extends ServiceError {
  override readonly name = "SweepStateError";
  readonly state: SweepState;

  /**
   * @param action What cannot be done, such as `pause the sweep`.
   * @param rule What must hold, such as `it must run`.
   * @param state The sweep's state now.
   */
  constructor(action: string, rule: string, state: SweepState) {
    super("SWEEP_STATE", `Cannot ${action} as ${rule}: current value is ${state}`);
    this.state = state;
  }
}
