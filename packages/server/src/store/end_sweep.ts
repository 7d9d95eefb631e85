import type { PoolClient } from "pg";
import type { SweepEnd } from "../generated/prisma/client.ts";

/** How a sweep ends. */
export type SweepOutcome =
  | { readonly state: "FINISHED"; readonly reason: SweepEnd }
  | { readonly state: "CANCELED" }
  | { readonly state: "FAILED"; readonly code: string; readonly message: string };

/** Ends a locked sweep. */
export async function endSweep(client: PoolClient, id: string, outcome: SweepOutcome): Promise<void> {
  const reason = outcome.state === "FINISHED" ? outcome.reason : null;
  const [code, message] = outcome.state === "FAILED" ? [outcome.code, outcome.message] : [null, null];
  await client.query(
    `update sweeps set state = $2, end_reason = $3, failure_code = $4, failure_message = $5, finished_at = now()
     where id = $1`,
    [id, outcome.state, reason, code, message],
  );
}
