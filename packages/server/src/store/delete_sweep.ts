import type { PoolClient } from "pg";

/** Deletes a sweep that is held, with its trials and what it told. */
export async function deleteSweep(client: PoolClient, id: string): Promise<void> {
  await client.query("delete from sweeps where id = $1", [id]);
}
