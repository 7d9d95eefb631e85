import type { Database } from "../postgres/database.ts";

/** Publishes the content of a version again, as another run with the same outcome would. @returns The id of the new one. */
export async function copyVersion({ pool }: Database, versionId: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with run as (
       insert into runs (variant_id, dataset_id, epochs, state)
       select variant_id, dataset_id, 1, 'SUCCEEDED' from versions where id = $1 returning id
     )
     insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
     select run.id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes
     from versions, run where versions.id = $1 returning id`,
    [versionId],
  );
  return rows[0]!.id;
}
