import type { DatasetSplit } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** What versions say of the images of one split: each list in the order of the images. */
export interface Answers {
  readonly versionId: string;
  readonly labels: readonly number[];
  readonly predicted: readonly number[];
}

/** Finds what versions answered where they are evaluated; versions that are not are left out. */
export async function listAnswers(
  db: Queryable,
  {
    versionIds,
    datasetId,
    split,
  }: { readonly versionIds: readonly string[]; readonly datasetId: string; readonly split: DatasetSplit },
): Promise<Answers[]> {
  const { rows } = await db.query<Answers>(
    `select version_id as "versionId", array_agg(label order by index)::int[] as labels,
       array_agg(predicted order by index)::int[] as predicted
     from evaluations join evaluation_images on evaluation_id = evaluations.id
     where version_id = any($1) and dataset_id = $2 and split = $3 and state = 'SUCCEEDED'
     group by version_id`,
    [versionIds, datasetId, split],
  );
  return rows;
}
