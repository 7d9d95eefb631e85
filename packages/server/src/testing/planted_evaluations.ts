import type { Database } from "../postgres/database.ts";

/** What is there after planting. */
export interface PlantedEvaluations {
  readonly modelId: string;
  readonly variantId: string;
  readonly datasetId: string;
  /** In the order of the answers, as are the evaluations. */
  readonly versionIds: readonly string[];
  readonly evaluationIds: readonly string[];
}

/**
 * Writes versions that were evaluated on the test images of a dataset of three classes, without anything being trained.
 *
 * @param labels The true class of each image.
 * @param answers For each version what it says of each image.
 */
export async function plantEvaluations(
  { pool }: Pick<Database, "pool">,
  labels: readonly number[],
  answers: readonly (readonly number[])[],
): Promise<PlantedEvaluations> {
  const insert = async (text: string, values: readonly unknown[] = []): Promise<string> => {
    const { rows } = await pool.query<{ id: string }>(text, [...values]);
    return rows[0]!.id;
  };
  const name = crypto.randomUUID();
  const bytes = Buffer.from([0, 0, 8, 1, 0, 0, labels.length >> 8, labels.length & 255, ...labels]);
  await pool.query(
    `insert into blobs (digest, size, media_type) values ($1, $2, 'application/octet-stream')`,
    [name, bytes.length],
  );
  await pool.query("insert into blob_chunks (digest, index, bytes) values ($1, 0, $2)", [name, bytes]);
  const datasetId = await insert(
    `insert into datasets (name, digest, classes, height, width, channels, train_count, test_count, train_images,
       train_labels, test_images, test_labels)
     values ($1, $1, '{a,b,c}', 8, 8, 1, $2, $2, $1, $1, $1, $1) returning id`,
    [name, labels.length],
  );
  const modelId = await insert("insert into models (name) values ($1) returning id", [name]);
  const variantId = await insert(
    `insert into variants (model_id, digest, name, model_spec, train_spec, parameter_count)
     values ($1, 'v', 'planted', '{}', '{}', 1) returning id`,
    [modelId],
  );
  const versionIds: string[] = [];
  const evaluationIds: string[] = [];
  for (const predicted of answers) {
    const runId = await insert(
      "insert into runs (variant_id, dataset_id, epochs, state) values ($1, $2, 1, 'SUCCEEDED') returning id",
      [variantId, datasetId],
    );
    const versionId = await insert(
      `insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       values ($1, $2, $3, $4, $1, $5, '{"testAccuracy": 1, "testLoss": 0}', '{a,b,c}') returning id`,
      [runId, modelId, variantId, datasetId, name],
    );
    const confusion = Array(9).fill(0);
    for (const [image, label] of labels.entries()) {
      confusion[label * 3 + predicted[image]!] += 1;
    }
    const evaluationId = await insert(
      `insert into evaluations (version_id, dataset_id, split, state, count, accuracy, report)
       values ($1, $2, 'TEST', 'SUCCEEDED', $3, 0, $4) returning id`,
      [versionId, datasetId, labels.length, JSON.stringify({ confusion, curves: [], thresholds: [] })],
    );
    await pool.query(
      `insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score)
       select $1, place - 1, label, predicted, 0.9, case when label = predicted then 0.9 else 0.1 / place end
       from unnest($2::int[], $3::int[]) with ordinality as each (label, predicted, place)`,
      [evaluationId, labels, predicted],
    );
    versionIds.push(versionId);
    evaluationIds.push(evaluationId);
  }
  return { modelId, variantId, datasetId, versionIds, evaluationIds };
}
