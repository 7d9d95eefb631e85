import type { DatasetSplit } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** An evaluation whose answers can be compared. */
export interface AnsweredEvaluation {
  readonly id: string;
  readonly versionId: string;
  /** Number of images. */
  readonly count: number;
}

/** Finds evaluations of versions on a split that succeeded, in any order. */
export async function findAnsweredEvaluations(
  db: Queryable,
  {
    versionIds,
    datasetId,
    split,
  }: { readonly versionIds: readonly string[]; readonly datasetId: string; readonly split: DatasetSplit },
): Promise<readonly AnsweredEvaluation[]> {
  const { rows } = await db.query<AnsweredEvaluation>(
    `select id, version_id as "versionId", count from evaluations
     where version_id = any($1) and dataset_id = $2 and split = $3 and state = 'SUCCEEDED'`,
    [versionIds, datasetId, split],
  );
  return rows;
}

/** Images that the same evaluations got right. */
export interface RightAnswers {
  /** Bit `n` is set if the `n`th evaluation got them right. */
  readonly mask: number;
  readonly count: number;
}

/**
 * Counts the images of a split by which of up to 30 evaluations of it got them right: all that comparisons of accuracy need,
 * with no more rows than there are sets of evaluations.
 */
export async function countRightAnswers(
  db: Queryable,
  evaluationIds: readonly string[],
): Promise<readonly RightAnswers[]> {
  const { rows } = await db.query<RightAnswers>(
    `select mask, count(*)::int as count from (
       select sum(case when label = predicted then 1 << (place - 1)::int else 0 end)::int as mask
       from unnest($1::text[]) with ordinality as each (id, place) join evaluation_images on evaluation_id = each.id
       group by index
     ) as image group by mask`,
    [evaluationIds],
  );
  return rows;
}
