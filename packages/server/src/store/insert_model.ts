import type { Model } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { modelColumns } from "./find_model.ts";

/**
 * Stores a model.
 *
 * @returns The model, or undefined if the name is taken.
 */
export async function insertModel(
  db: Queryable,
  { name, description }: Pick<Model, "name" | "description">,
): Promise<Model | undefined> {
  const { rows } = await db.query<Model>(
    `insert into models (name, description) values ($1, $2) on conflict (name) do nothing returning ${modelColumns}`,
    [name, description],
  );
  return rows[0];
}
