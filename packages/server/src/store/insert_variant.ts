import type { ModelSpec, TrainSpec } from "@convzoo/core";
import type { Variant } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { variantColumns } from "./find_variant.ts";

/** A variant of a model that exists. */
export interface NewVariant
  extends Pick<Variant, "modelId" | "digest" | "name" | "parameterCount" | "actor"> {
  readonly modelSpec: ModelSpec;
  readonly trainSpec: TrainSpec;
}

/**
 * Stores a variant, unless the model has one with the same digest.
 *
 * @returns The variant that there is now: the new one, or the equal one with the name that it has.
 */
export async function insertVariant(
  db: Queryable,
  variant: NewVariant,
): Promise<{ readonly variant: Variant; readonly isNew: boolean }> {
  const { modelId, digest, name, modelSpec, trainSpec, parameterCount, actor } = variant;
  const inserted = await db.query<Variant>(
    `insert into variants (model_id, digest, name, model_spec, train_spec, parameter_count, actor)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (model_id, digest) do nothing returning ${variantColumns}`,
    [modelId, digest, name, JSON.stringify(modelSpec), JSON.stringify(trainSpec), parameterCount, actor],
  );
  if (inserted.rows[0] !== undefined) {
    return { variant: inserted.rows[0], isNew: true };
  }
  // A statement of its own: the one above sees no row that was committed while it waited.
  const { rows } = await db.query<Variant>(
    `select ${variantColumns} from variants where model_id = $1 and digest = $2`,
    [modelId, digest],
  );
  return { variant: rows[0]!, isNew: false };
}
