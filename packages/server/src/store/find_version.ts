import type { PoolClient } from "pg";
import type { Version } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Version}, under its names. */
const versionColumns = `id, run_id as "runId", model_id as "modelId", variant_id as "variantId",
  dataset_id as "datasetId", actor, digest, artifact_digest as "artifactDigest", metrics, classes, created_at as "createdAt"`;

/** Finds a version by its id. */
export async function findVersion(db: Queryable, id: string): Promise<Version | undefined> {
  const { rows } = await db.query<Version>(`select ${versionColumns} from versions where id = $1`, [id]);
  return rows[0];
}

/**
 * Finds a version and keeps it from being deleted until the end of the transaction, so that the caller can refer to it; waits for a
 * deletion under way, and then finds nothing.
 */
export async function holdVersion(client: PoolClient, id: string): Promise<Version | undefined> {
  const { rows } = await client.query<Version>(
    `select ${versionColumns} from versions where id = $1 for key share`,
    [id],
  );
  return rows[0];
}

/** Finds the version of a content hash: the first, as runs of the same variant, data and seed publish the same content. */
export async function findVersionByDigest(db: Queryable, digest: string): Promise<Version | undefined> {
  const { rows } = await db.query<Version>(
    `select ${versionColumns} from versions where digest = $1 order by id limit 1`,
    [digest],
  );
  return rows[0];
}
