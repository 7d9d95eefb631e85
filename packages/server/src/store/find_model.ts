import type { Model } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Model}, under its names. */
export const modelColumns = `id, name, description, actor, created_at as "createdAt"`;

/** Finds a model by its id. */
export async function findModel(db: Queryable, id: string): Promise<Model | undefined> {
  const { rows } = await db.query<Model>(`select ${modelColumns} from models where id = $1`, [id]);
  return rows[0];
}
