import type { Evaluation } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** The figures of an evaluation that succeeded; of no images, there are none. */
export type EvaluationFigures = Readonly<Record<"accuracy" | "macroF1" | "calibrationError", number | null>>;

/** Finds the figures of a version on a split; undefined if it has not been evaluated there. */
export async function findFigures(
  db: Queryable,
  { versionId, datasetId, split }: Pick<Evaluation, "versionId" | "datasetId" | "split">,
): Promise<EvaluationFigures | undefined> {
  const { rows } = await db.query<EvaluationFigures>(
    `select accuracy, macro_f1 as "macroF1", calibration_error as "calibrationError" from evaluations
     where version_id = $1 and dataset_id = $2 and split = $3 and state = 'SUCCEEDED'`,
    [versionId, datasetId, split],
  );
  return rows[0];
}
