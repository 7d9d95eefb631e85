import type { PoolClient } from "pg";
import type { Ablation } from "../generated/prisma/client.ts";

/** Inserts an ablation without its runs. */
export async function insertAblation(
  client: PoolClient,
  ablation: Omit<Ablation, "id" | "createdAt">,
): Promise<Ablation> {
  const { name, variantId, datasetId, kind, metric, higherIsBetter, mode, seeds, techniques, actor } =
    ablation;
  const { rows } = await client.query<Ablation>(
    `insert into ablations (name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     returning id, name, variant_id as "variantId", dataset_id as "datasetId", kind, metric,
       higher_is_better as "higherIsBetter", mode, seeds, techniques, actor, created_at as "createdAt"`,
    [name, variantId, datasetId, kind, metric, higherIsBetter, mode, seeds, techniques, actor],
  );
  return rows[0]!;
}
