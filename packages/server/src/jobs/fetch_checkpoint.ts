import type { Checkpoint } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { readBlob } from "../store/read_blob.ts";
import { describeFault } from "./describe_fault.ts";
import type { RunJournal } from "./run_journal.ts";

/** Options of {@linkcode fetchCheckpoint}. */
export interface FetchCheckpointOptions {
  /** The version of core that is to go on from it. */
  readonly engineVersion: string;
  /** Ends the waiting for the database. */
  readonly signal: AbortSignal;
  /** Called with the error before each wait. */
  readonly onError: (error: unknown) => void;
  /** Takes the warning. */
  readonly journal: Pick<RunJournal, "push">;
}

/**
 * Reads the bytes of a checkpoint, if they can be used.
 *
 * @returns Undefined if it is of no use: then there is a warning, and the run begins anew.
 * @throws The signal's reason once it is aborted.
 */
export async function fetchCheckpoint(
  database: Database,
  checkpoint: Checkpoint,
  options: FetchCheckpointOptions,
): Promise<Uint8Array | undefined> {
  const { engineVersion, signal, journal } = options;
  const { epoch, blobDigest } = checkpoint;
  let reason: string;
  try {
    if (checkpoint.engineVersion === engineVersion) {
      return await untilAnswered(() => readBlob(database.pool, blobDigest), options);
    }
    reason = `cannot be used: its engine's version must be ${engineVersion}, and is ${checkpoint.engineVersion}`;
  } catch (error) {
    signal.throwIfAborted();
    reason = `cannot be read: ${describeFault(error)}`;
  }
  const message = `The training begins from the beginning, as its checkpoint of epoch ${epoch} ${reason}`;
  journal.push({ event: { type: "RunLog", level: "warning", message } });
  return undefined;
}
