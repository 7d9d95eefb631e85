import type { PoolClient } from "pg";

/** Notes in a locked run that somebody wants it to pause, or that nobody does any more. */
export async function requestRunPause(client: PoolClient, id: string, wanted: boolean): Promise<void> {
  await client.query(
    `update runs set pause_requested_at = case when $2 then coalesce(pause_requested_at, now()) end, updated_at = now()
     where id = $1`,
    [id, wanted],
  );
}
