import type { Variant } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Variant}, under its names. */
export const variantColumns = `id, model_id as "modelId", actor, digest, name, model_spec as "modelSpec",
  train_spec as "trainSpec", parameter_count as "parameterCount", created_at as "createdAt"`;

/** Finds a variant by its id. */
export async function findVariant(db: Queryable, id: string): Promise<Variant | undefined> {
  const { rows } = await db.query<Variant>(`select ${variantColumns} from variants where id = $1`, [id]);
  return rows[0];
}
