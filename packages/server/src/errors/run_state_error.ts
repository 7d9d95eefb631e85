import type { RunState } from "../generated/prisma/enums.ts";
import { ServiceError } from "./service_error.ts";

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
