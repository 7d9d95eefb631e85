import type { PoolClient } from "pg";
import type { Dataset } from "../generated/prisma/client.ts";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";

/** Holds a dataset until the end of the transaction: nobody can refer to it meanwhile. @returns Whether there is one. */
export async function lockDataset(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query("select from datasets where id = $1 for update", [id]);
  return rowCount === 1;
}

/** Deletes a dataset that is held and that nothing needs, with the bytes that nothing else has, and keeps its number taken. */
export async function deleteDataset(client: PoolClient, dataset: Dataset, actor: string): Promise<void> {
  const { id, name, number, digest } = dataset;
  await client.query("delete from datasets where id = $1", [id]);
  await client.query(
    "insert into deleted_datasets (id, name, number, digest, actor) values ($1, $2, $3, $4, $5)",
    [id, name, number, digest, actor],
  );
  const files = [
    dataset.trainImages,
    dataset.trainLabels,
    dataset.testImages,
    dataset.testLabels,
    dataset.validationImages,
    dataset.validationLabels,
  ].filter((file) => file !== null);
  // In the order in which others lock them.
  for (const file of [...new Set(files)].sort()) {
    await deleteUnusedBlob(client, file);
  }
}
