import type { PoolClient } from "pg";
import type { Run } from "../generated/prisma/client.ts";
import { runColumns } from "./find_run.ts";

/** The right of one worker to write a run: it ends when the run is over, goes back to the queue, or is claimed anew. */
export interface RunClaim {
  readonly runId: string;
  /** The fencing token: it grows with every claim. */
  readonly attempt: number;
}

/**
 * Locks a run for a write of the worker that trains it.
 *
 * @returns Undefined if the claim is no longer good: the write must not happen, and the worker must stop.
 */
export async function lockClaimedRun(client: PoolClient, claim: RunClaim): Promise<Run | undefined> {
  const { rows } = await client.query<Run>(
    `select ${runColumns} from runs where id = $1 and attempt = $2 and state = 'RUNNING' for update`,
    [claim.runId, claim.attempt],
  );
  return rows[0];
}
