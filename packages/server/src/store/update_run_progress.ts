import type { PoolClient } from "pg";

/** How far an attempt is; what is left out stays as it is. */
export interface RunProgress {
  readonly engine?: string | undefined;
  /** The version of core. */
  readonly engineVersion?: string | undefined;
  /** The kind of machine. */
  readonly machine?: string | undefined;
  /** Epochs that are done. */
  readonly epoch?: number | undefined;
  /** The best of them. */
  readonly bestEpoch?: number | undefined;
  /** Share of all steps, 0 to 1. */
  readonly progress?: number | undefined;
}

/** Writes how far a locked run is. */
export async function updateRunProgress(
  client: PoolClient,
  id: string,
  { engine, engineVersion, machine, epoch, bestEpoch, progress }: RunProgress,
): Promise<void> {
  await client.query(
    `update runs
     set engine = coalesce($2, engine), epoch = coalesce($3, epoch), progress = coalesce($4, progress),
       best_epoch = coalesce($5, best_epoch), engine_version = coalesce($6, engine_version),
       machine = coalesce($7, machine), updated_at = now()
     where id = $1`,
    [id, engine, epoch, progress, bestEpoch, engineVersion, machine],
  );
}
