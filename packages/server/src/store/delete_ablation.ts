import type { PoolClient } from "pg";

/** Holds an ablation until the end of the transaction. @returns Its name, if there is one. */
export async function lockAblation(client: PoolClient, id: string): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    "select name from ablations where id = $1 for update",
    [id],
  );
  return rows[0]?.name;
}

/** Deletes an ablation that is held; its runs stay. */
export async function deleteAblation(client: PoolClient, id: string): Promise<void> {
  await client.query("delete from ablations where id = $1", [id]);
}
