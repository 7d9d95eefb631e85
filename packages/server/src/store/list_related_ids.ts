import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";

/** Rows of a table that belong to an owner: table, and the column that has the owner's id. */
export type Relation =
  | readonly ["runs", "dataset_id" | "variant_id" | "parent_id"]
  | readonly ["versions", "dataset_id" | "variant_id" | "model_id"]
  | readonly ["variants", "model_id"]
  | readonly ["evaluations", "version_id"]
  | readonly ["aliases", "model_id" | "version_id"]
  | readonly ["gate_checks", "model_id"]
  | readonly ["deleted_versions", "model_id"]
  | readonly ["webhook_deliveries", "webhook_id"];

/** Lists ids of what belongs to owners, newest first, for any number of them in one statement. @returns One list an owner. */
export async function listRelatedIds(
  db: Queryable,
  [table, column]: Relation,
  {
    owners,
    after,
    limit,
  }: { readonly owners: readonly string[]; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly (readonly string[])[]> {
  const { values, bind } = binding();
  const most = bind(limit);
  const behind = after === undefined ? "true" : `id < ${bind(after)}`;
  const parts = owners.map(
    (owner, place) =>
      `(select ${place} as place, id from ${table} where ${column} = ${bind(owner)} and ${behind} order by id desc limit ${most})`,
  );
  const { rows } = await db.query<{ place: number; id: string }>(
    `select place, id from (${parts.join(" union all ")}) as part order by place, id desc`,
    values,
  );
  const lists: string[][] = owners.map(() => []);
  for (const { place, id } of rows) {
    lists[place]!.push(id);
  }
  return lists;
}
