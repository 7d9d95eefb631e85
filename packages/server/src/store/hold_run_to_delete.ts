import type { PoolClient } from "pg";

/** Everything that goes with a run, held. */
export interface HeldRun {
  /** Digests of the bytes that it and its version have. */
  readonly digests: readonly string[];
}

/** What a deletion of a run waits for nobody to hold: each statement finds rows by the run's id. */
const parts: readonly string[] = [
  // Made from it; they lose their origin.
  "select id as key from runs where origin_id = $1",
  "select sweep_id as key from sweep_trials where run_id = $1",
  "select id as key from versions where run_id = $1",
];

const blobs = `
  select digest from blobs where digest in (
    select blob_digest from checkpoints where run_id = $1
    union select blob_digest from kept_checkpoints where run_id = $1
    union select blob_digest from fork_points where run_id = $1
    union select artifact_digest from versions where run_id = $1
  ) order by digest`;

/**
 * Holds a run, its version and its bytes until the end of the transaction: nobody can refer to them meanwhile, and what the
 * next statement sees is the truth.
 *
 * It waits for nobody, so a deletion is never in a circle of those who wait: whoever has one of the rows is left to finish.
 *
 * @returns `busy` if somebody has one of the rows, `gone` if there is no such run.
 */
export async function holdRunToDelete(client: PoolClient, id: string): Promise<HeldRun | "busy" | "gone"> {
  const run = await client.query("select from runs where id = $1 for update skip locked", [id]);
  if (run.rowCount === 0) {
    const { rowCount } = await client.query("select from runs where id = $1", [id]);
    return rowCount === 0 ? "gone" : "busy";
  }
  for (const part of parts) {
    if (!(await holdAll(client, part, id))) {
      return "busy";
    }
  }
  const { rows } = await client.query<{ digest: string }>(blobs, [id]);
  return (await holdAll(client, blobs, id)) ? { digests: rows.map(({ digest }) => digest) } : "busy";
}

async function holdAll(client: PoolClient, part: string, id: string): Promise<boolean> {
  const held = await client.query(`${part} for update skip locked`, [id]);
  const there = await client.query(part, [id]);
  return held.rowCount === there.rowCount;
}
