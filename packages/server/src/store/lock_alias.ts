import type { PoolClient } from "pg";
import type { Alias } from "../generated/prisma/client.ts";

/** The columns of an {@linkcode Alias}, under its names. */
export const aliasColumns = `id, model_id as "modelId", name, version_id as "versionId", move_count as "moveCount",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** Finds an alias of a model, making it if there is none, and holds it until the end of the transaction: movers take turns. */
export async function lockAlias(client: PoolClient, modelId: string, name: string): Promise<Alias> {
  await client.query(
    "insert into aliases (model_id, name) values ($1, $2) on conflict (model_id, name) do nothing",
    [modelId, name],
  );
  // A statement of its own: the one above sees no row that was committed while it waited.
  const { rows } = await client.query<Alias>(
    `select ${aliasColumns} from aliases where model_id = $1 and name = $2 for update`,
    [modelId, name],
  );
  return rows[0]!;
}
