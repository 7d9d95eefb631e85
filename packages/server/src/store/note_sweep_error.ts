import type { PoolClient } from "pg";

/** Notes that a look at a sweep failed, and puts off the next one. @returns How many in a row have failed now. */
export async function noteSweepError(client: PoolClient, id: string): Promise<number> {
  const { rows } = await client.query<{ errors: number }>(
    `update sweeps set error_count = error_count + 1, due_at = now() + interval '5 seconds' where id = $1
     returning error_count as errors`,
    [id],
  );
  return rows[0]?.errors ?? 0;
}
