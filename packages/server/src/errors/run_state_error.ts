import type { FinalRunState } from "./run_finished_error.ts";
import { ServiceError } from "./service_error.ts";

/** Where a run is in its life. */
type RunState = FinalRunState | "QUEUED" | "RUNNING" | "PAUSED";

/** A run is in a state in which this cannot be done to it. */
export class RunStateError extends ServiceError {
  override readonly name = "RunStateError";
  readonly state: RunState;

  /**
   * @param action What cannot be done, such as `pause the run`.
   * @param rule What must hold, such as `it must wait or train`.
   * @param state The run's state now.
   */
  constructor(action: string, rule: string, state: RunState) {
    super("RUN_STATE", `Cannot ${action} as ${rule}: current value is ${state}`);
    this.state = state;
  }
}
