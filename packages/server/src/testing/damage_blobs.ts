import type { TestDatabase } from "./test_database.ts";

/**
 * Runs a statement that changes what the database never lets change, as damage to its files would: its triggers sleep meanwhile.
 * @returns How many rows it changed.
 */
export async function damageBlobs(
  { pool }: Pick<TestDatabase, "pool">,
  statement: string,
  parameters: readonly unknown[],
): Promise<number | null> {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    const { rowCount } = await client.query(statement, [...parameters]);
    return rowCount;
  } finally {
    await client.query("set session_replication_role = origin");
    client.release();
  }
}
