import { ServiceError } from "./service_error.ts";

/** The states that a run never leaves. */
export type FinalRunState = "SUCCEEDED" | "FAILED" | "CANCELED";

/** A run is over, so nothing can be done to it. */
export class RunFinishedError extends ServiceError {
  override readonly name = "RunFinishedError";
  readonly state: FinalRunState;

  constructor(state: FinalRunState) {
    super("RUN_FINISHED", `Cannot cancel the run as it must not be over: current value is ${state}`);
    this.state = state;
  }
}
