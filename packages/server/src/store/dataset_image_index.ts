import type { PoolClient } from "pg";
import type { Queryable } from "../postgres/database.ts";

/** Finds the oldest dataset whose pictures cannot be recognised yet. */
export async function findUnindexedDataset(db: Queryable): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `select id from datasets where not exists (select from dataset_image_indexes where dataset_id = datasets.id)
     order by id limit 1`,
  );
  return rows[0]?.id;
}

/**
 * Notes that the pictures of a dataset can be recognised, or why they cannot.
 *
 * @returns Whether it was not noted before; if it was, another worker has been quicker.
 */
export async function insertDatasetImageIndex(
  db: Queryable,
  { datasetId, failureMessage }: { readonly datasetId: string; readonly failureMessage: string | null },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into dataset_image_indexes (dataset_id, failure_message) values ($1, $2) on conflict (dataset_id) do nothing`,
    [datasetId, failureMessage],
  );
  return rowCount === 1;
}

/** Writes digests of neighbouring pictures of a dataset; `first` is the position of the first. */
export async function insertDatasetImageDigests(
  client: PoolClient,
  datasetId: string,
  { first, digests }: { readonly first: number; readonly digests: readonly Uint8Array[] },
): Promise<void> {
  await client.query(
    `insert into dataset_image_digests (dataset_id, position, digest)
     select $1, $2 + place - 1, digest from unnest($3::bytea[]) with ordinality as each (digest, place)`,
    [datasetId, first, digests],
  );
}

/** Says of predictions that were made before a dataset could be recognised which of its pictures they are of. */
export async function linkPredictions(db: Queryable, datasetId: string): Promise<void> {
  await db.query(
    `update predictions set dataset_id = image.dataset_id, position = image.position
     from (
       select distinct on (digest) dataset_id, position, digest from dataset_image_digests
       where dataset_id = $1 order by digest, position
     ) as image
     where predictions.dataset_id is null and predictions.image_digest = image.digest`,
    [datasetId],
  );
}
