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
  { name, description, actor }: Pick<Model, "name" | "description" | "actor">,
): Promise<Model | undefined> {
  const { rows } = await db.query<Model>(
    `insert into models (name, description, actor) values ($1, $2, $3) on conflict (name) do nothing returning ${modelColumns}`,
    [name, description, actor],
  );
  return rows[0];
}
