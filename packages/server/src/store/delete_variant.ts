import type { PoolClient } from "pg";

/** Holds a variant until the end of the transaction: nobody can refer to it meanwhile. @returns Its name, if there is one. */
export async function lockVariant(client: PoolClient, id: string): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    "select name from variants where id = $1 for update",
    [id],
  );
  return rows[0]?.name;
}

/** Deletes a variant that is held and that nothing needs. */
export async function deleteVariant(client: PoolClient, id: string): Promise<void> {
  await client.query("delete from variants where id = $1", [id]);
}
