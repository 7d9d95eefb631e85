import type { Queryable } from "../postgres/database.ts";

/** Two images that are alike, numbered through: training images first, then test images, then those to validate with. */
export interface StoredDuplicate {
  readonly first: number;
  readonly second: number;
  readonly exact: boolean;
  /** Whether they are of two sets, such as one that is trained on and one that is tested with. */
  readonly leaks: boolean;
}

/** What was measured of a dataset when it was registered; it never changes. */
export interface DatasetFacts {
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[];
  /** Left out in facts of a server that knew no such images. */
  readonly validationCounts?: readonly number[];
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
  /** Null if the source was split. */
  readonly split: { readonly seed: number; readonly testFraction: number } | null;
  readonly exactCount: number;
  readonly nearCount: number;
  readonly leakCount: number;
  readonly isComplete: boolean;
  readonly pairs: readonly StoredDuplicate[];
  readonly skippedCount: number;
  readonly skipped: readonly { readonly path: string; readonly code: string; readonly reason: string }[];
}

/** Keeps the facts of a dataset; the first ones stay. */
export async function insertDatasetFacts(
  db: Queryable,
  datasetId: string,
  facts: DatasetFacts,
): Promise<void> {
  await db.query(
    "insert into dataset_facts (dataset_id, facts) values ($1, $2) on conflict (dataset_id) do nothing",
    [datasetId, JSON.stringify(facts)],
  );
}

/** Reads the facts of datasets; those without any are left out. */
export async function findDatasetFacts(
  db: Queryable,
  datasetIds: readonly string[],
): Promise<ReadonlyMap<string, DatasetFacts>> {
  const { rows } = await db.query<{ id: string; facts: DatasetFacts }>(
    `select dataset_id as id, facts from dataset_facts where dataset_id = any($1)`,
    [datasetIds],
  );
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}
