import type { Run } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { runColumns } from "./find_run.ts";

/** A run that is about to be queued. */
export type NewRun = Pick<Run, "variantId" | "datasetId" | "seed" | "mode" | "epochs"> & {
  /** Who starts it. @default {"anonymous"} */
  readonly actor?: string | undefined;
  readonly originKind?: Run["originKind"] | undefined;
  /** The run that it is made from. */
  readonly originId?: string | undefined;
  /** How many checkpoints of ends of epochs are kept. @default {0} */
  readonly keepCheckpoints?: number | undefined;
  /** The version that it starts from. */
  readonly parentId?: string | undefined;
  /** The job that will carry it. */
  readonly jobId: string;
};

/** Inserts a run in state QUEUED. */
export async function insertRun(db: Queryable, run: NewRun): Promise<Run> {
  const { rows } = await db.query<Run>(
    `insert into runs (variant_id, dataset_id, seed, mode, epochs, job_id, parent_id, actor, origin_kind, origin_id,
       keep_checkpoints)
     values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, 'anonymous'), $9, $10, coalesce($11::int, 0)) returning ${runColumns}`,
    [
      run.variantId,
      run.datasetId,
      run.seed,
      run.mode,
      run.epochs,
      run.jobId,
      run.parentId,
      run.actor,
      run.originKind,
      run.originId,
      run.keepCheckpoints,
    ],
  );
  return rows[0]!;
}
