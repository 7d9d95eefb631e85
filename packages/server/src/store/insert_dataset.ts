import type { Dataset } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { datasetColumns } from "./find_dataset.ts";

/** A dataset whose blobs are stored already. */
export type NewDataset = Omit<Dataset, "id" | "createdAt">;

/** Stores a dataset. Its number must be free: hold `lockDatasetName` and look first. */
export async function insertDataset(db: Queryable, dataset: NewDataset): Promise<Dataset> {
  const { rows } = await db.query<Dataset>(
    `insert into datasets (name, digest, classes, height, width, channels, train_count, test_count,
       train_images, train_labels, test_images, test_labels, number, actor,
       validation_images, validation_labels, validation_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning ${datasetColumns}`,
    [
      dataset.name,
      dataset.digest,
      dataset.classes,
      dataset.height,
      dataset.width,
      dataset.channels,
      dataset.trainCount,
      dataset.testCount,
      dataset.trainImages,
      dataset.trainLabels,
      dataset.testImages,
      dataset.testLabels,
      dataset.number,
      dataset.actor,
      dataset.validationImages,
      dataset.validationLabels,
      dataset.validationCount,
    ],
  );
  return rows[0]!;
}
