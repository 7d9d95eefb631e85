import type { Alias } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** Finds the alias of a name in a model. */
export async function findAlias(
  db: Queryable,
  { modelId, name }: Pick<Alias, "modelId" | "name">,
): Promise<Pick<Alias, "id" | "versionId"> | undefined> {
  const { rows } = await db.query<Pick<Alias, "id" | "versionId">>(
    `select id, version_id as "versionId" from aliases where model_id = $1 and name = $2`,
    [modelId, name],
  );
  return rows[0];
}
