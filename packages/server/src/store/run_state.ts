import type { FinalRunState } from "../errors/run_finished_error.ts";
import type { RunState } from "../generated/prisma/client.ts";

const finalStates: ReadonlySet<RunState> = new Set<FinalRunState>(["SUCCEEDED", "FAILED", "CANCELED"]);

/** Whether a run in this state is over: it never leaves the state again. */
export function isFinal(state: RunState): state is FinalRunState {
  return finalStates.has(state);
}
