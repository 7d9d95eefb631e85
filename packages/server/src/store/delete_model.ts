import type { PoolClient } from "pg";

/** What is gone, and what it was called. */
export interface GoneThing {
  readonly id: string;
  readonly name: string;
}

/** What has gone with a model. */
export interface GoneWithModel {
  readonly variants: readonly GoneThing[];
  readonly sweeps: readonly GoneThing[];
  readonly ablations: readonly GoneThing[];
}

/**
 * Holds a model with its aliases and variants until the end of the transaction: nobody can refer to any of them meanwhile.
 *
 * @returns Its name, if there is one.
 */
export async function lockModel(client: PoolClient, id: string): Promise<string | undefined> {
  // As whoever moves an alias: that first, and then the model.
  await client.query("select from aliases where model_id = $1 order by id for update", [id]);
  const { rows } = await client.query<{ name: string }>("select name from models where id = $1 for update", [
    id,
  ]);
  await client.query("select from aliases where model_id = $1 order by id for update", [id]);
  await client.query("select from variants where model_id = $1 order by id for update", [id]);
  return rows[0]?.name;
}

/** Deletes a model that is held and that nothing needs, with all that is its own. */
export async function deleteModel(client: PoolClient, id: string): Promise<GoneWithModel> {
  const ofVariants = "where variant_id in (select id from variants where model_id = $1) returning id, name";
  const remove = async (statement: string): Promise<readonly GoneThing[]> =>
    (await client.query<GoneThing>(statement, [id])).rows;
  const ablations = await remove(`delete from ablations ${ofVariants}`);
  const sweeps = await remove(`delete from sweeps ${ofVariants}`);
  for (const table of ["gates", "gate_checks", "deleted_versions", "aliases"]) {
    await client.query(`delete from ${table} where model_id = $1`, [id]);
  }
  const variants = await remove("delete from variants where model_id = $1 returning id, name");
  await client.query("delete from models where id = $1", [id]);
  return { variants, sweeps, ablations };
}
