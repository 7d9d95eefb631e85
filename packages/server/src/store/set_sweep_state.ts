import type { PoolClient } from "pg";

/** Pauses a locked sweep that is not over, or lets it go on. */
export async function setSweepState(
  client: PoolClient,
  id: string,
  state: "RUNNING" | "PAUSED",
): Promise<void> {
  await client.query("update sweeps set state = $2, due_at = now() where id = $1", [id, state]);
}
