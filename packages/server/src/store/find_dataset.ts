import type { PoolClient } from "pg";
import type { Dataset } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The columns of a {@linkcode Dataset}, under its names. */
export const datasetColumns = `id, name, number, actor, digest, classes, height, width, channels, train_count as "trainCount",
  test_count as "testCount", train_images as "trainImages", train_labels as "trainLabels",
  test_images as "testImages", test_labels as "testLabels",
  validation_images as "validationImages", validation_labels as "validationLabels", validation_count as "validationCount", created_at as "createdAt"`;

/** Finds a dataset by its id. */
export async function findDataset(db: Queryable, id: string): Promise<Dataset | undefined> {
  const { rows } = await db.query<Dataset>(`select ${datasetColumns} from datasets where id = $1`, [id]);
  return rows[0];
}

/** Keeps a dataset from being deleted until the end of the transaction, so that the caller can refer to it. @returns Whether there is one. */
export async function holdDataset(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query("select from datasets where id = $1 for key share", [id]);
  return rowCount === 1;
}

/** Finds datasets by their ids, in any order. */
export async function findDatasets(db: Queryable, ids: readonly string[]): Promise<readonly Dataset[]> {
  const { rows } = await db.query<Dataset>(`select ${datasetColumns} from datasets where id = any($1)`, [
    ids,
  ]);
  return rows;
}

/** Finds the dataset of a name that has the highest number. */
export async function findLatestDataset(db: Queryable, name: string): Promise<Dataset | undefined> {
  const { rows } = await db.query<Dataset>(
    `select ${datasetColumns} from datasets where name = $1 order by number desc limit 1`,
    [name],
  );
  return rows[0];
}

/** Finds the dataset of a name that has the data of a digest. */
export async function findSameDataset(
  db: Queryable,
  name: string,
  digest: string,
): Promise<Dataset | undefined> {
  const { rows } = await db.query<Dataset>(
    `select ${datasetColumns} from datasets where name = $1 and digest = $2`,
    [name, digest],
  );
  return rows[0];
}
