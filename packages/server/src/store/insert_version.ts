import type { PoolClient } from "pg";
import type { Version } from "../generated/prisma/client.ts";

/** A version that a run publishes. */
export type NewVersion = Pick<
  Version,
  "runId" | "modelId" | "variantId" | "datasetId" | "digest" | "artifactDigest" | "classes"
> & {
  readonly metrics: Readonly<Record<string, number>>;
};

/** Inserts the version of a run, made by who started that. @returns Its id. */
export async function insertVersion(client: PoolClient, version: NewVersion): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, (select actor from runs where id = $1)) returning id`,
    [
      version.runId,
      version.modelId,
      version.variantId,
      version.datasetId,
      version.digest,
      version.artifactDigest,
      JSON.stringify(version.metrics),
      version.classes,
    ],
  );
  return rows[0]!.id;
}
