import { cpus } from "node:os";
import type { PoolClient } from "pg";
import type { Database } from "../postgres/database.ts";
import { inTransaction } from "../postgres/database.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { blobDigest, insertBlob } from "../store/insert_blob.ts";
import { insertRunMetrics, type MetricFigures } from "../store/insert_run_metrics.ts";
import { deleteKeptCheckpoints, keepCheckpoint } from "../store/kept_checkpoints.ts";
import { lockClaimedRun, type RunClaim } from "../store/lock_claimed_run.ts";
import { replaceCheckpoint } from "../store/replace_checkpoint.ts";
import { rewindRun } from "../store/rewind_run.ts";
import type { RunEventBody } from "../store/run_event.ts";
import { type RunProgress, updateRunProgress } from "../store/update_run_progress.ts";
import { Interruption } from "./interruption.ts";

/** Where the next attempt could go on. */
interface JournalCheckpoint {
  readonly epoch: number;
  readonly step: number;
  readonly bestEpoch: number | null;
  /** Whether it is of an epoch's end, and so one of those that are kept. */
  readonly endsEpoch: boolean;
  /** Core's checkpoint file. */
  readonly file: Uint8Array;
}

/** Something to write down of an attempt. */
export interface JournalEntry {
  /** Whether the attempt begins from nothing: a checkpoint that there may be is of no use then, and goes. */
  readonly beginsAnew?: boolean | undefined;
  readonly event?: RunEventBody | undefined;
  readonly progress?: RunProgress | undefined;
  readonly metrics?: MetricFigures | undefined;
  readonly checkpoint?: JournalCheckpoint | undefined;
}

/** Options of {@linkcode RunJournal}. */
export interface RunJournalOptions {
  readonly database: Database;
  readonly claim: RunClaim;
  /** The version of core that trains. */
  readonly engineVersion: string;
  /** How many checkpoints of ends of epochs are kept beside the newest. */
  readonly keepCheckpoints: number;
  /** The sequence number of the next event. */
  readonly firstEvent: number;
  /** Ends the writing; what is not written then stays unwritten. */
  readonly signal: AbortSignal;
  /** Called when a write finds that the attempt must end. */
  readonly onInterruption: (interruption: Interruption) => void;
  /** Called with the error of a write that will be tried again. */
  readonly onError: (error: unknown) => void;
}

/** The kind of machine that trains: in mode FAST, bits depend on it. */
const machine = `${process.arch} ${cpus()[0]?.model ?? "unknown"}`;

/** Media type of a checkpoint; safetensors has none of its own. */
const checkpointType = "application/octet-stream";

/**
 * Writes down what happens in an attempt, in order and each thing once, however often the database goes away.
 *
 * What happens while a write is under way goes into the next one, and of the batches among it only the last; of the checkpoints
 * the last, and as many before it as are kept.
 */
export class RunJournal {
  readonly #options: RunJournalOptions;
  #pending: JournalEntry[] = [];
  #nextEvent: number;
  #writing: Promise<void> | undefined;
  #complete = true;

  constructor(options: RunJournalOptions) {
    this.#options = options;
    this.#nextEvent = options.firstEvent;
  }

  /** Takes note of something; it is written soon. */
  push(entry: JournalEntry): void {
    if (entry.event?.type === "RunBatch" && this.#pending.at(-1)?.event?.type === "RunBatch") {
      this.#pending.pop();
    }
    if (entry.checkpoint !== undefined) {
      this.#dropCheckpoints(entry.checkpoint);
    }
    this.#pending.push(entry);
    this.#writing ??= this.#writeAll();
  }

  /** Drops what the next write would delete again. */
  #dropCheckpoints({ endsEpoch }: JournalCheckpoint): void {
    let room = this.#options.keepCheckpoints - (endsEpoch ? 1 : 0);
    for (let index = this.#pending.length - 1; index >= 0; index -= 1) {
      const { checkpoint } = this.#pending[index]!;
      if (checkpoint?.endsEpoch === true && room > 0) {
        room -= 1;
      } else if (checkpoint !== undefined) {
        this.#pending.splice(index, 1);
      }
    }
  }

  /** Waits until all is written, or until the signal has ended the writing. @returns Whether all is written. */
  async drain(): Promise<boolean> {
    await this.#writing;
    return this.#complete;
  }

  async #writeAll(): Promise<void> {
    const { signal, onInterruption, onError } = this.#options;
    try {
      while (this.#pending.length > 0) {
        if (signal.aborted) {
          this.#complete = false;
          return;
        }
        const entries = this.#pending;
        this.#pending = [];
        await untilAnswered(() => this.#write(entries), { signal, onError });
      }
    } catch (error) {
      this.#complete = false;
      if (!signal.aborted) {
        onInterruption(
          error instanceof Interruption
            ? error
            : new Interruption("fault", "The run's events could not be written", error),
        );
      }
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(entries: readonly JournalEntry[]): Promise<void> {
    const { database, claim, engineVersion, keepCheckpoints } = this.#options;
    const events = entries.flatMap(({ event }) => event ?? []);
    const progress = Object.assign({}, ...entries.map((entry) => entry.progress)) as RunProgress;
    const files = entries.flatMap(({ checkpoint }) => checkpoint ?? []);
    await inTransaction(database.pool, async (client) => {
      // Before the run is locked: bytes take their time, and whoever cancels the run should not wait for them.
      const checkpoints = await insertFiles(client, files);
      const run = await lockClaimedRun(client, claim);
      if (run === undefined) {
        throw new Interruption("lost", "Another worker has the run");
      }
      if (run.cancelRequestedAt !== null) {
        throw new Interruption("cancel", "The run is canceled");
      }
      // Nobody but the holder of the claim appends events: if they are there, an earlier try wrote them and its answer was lost.
      if (events.length > 0 && run.eventCount === this.#nextEvent + events.length) {
        return;
      }
      if (entries.some(({ beginsAnew }) => beginsAnew)) {
        await deleteKeptCheckpoints(client, claim.runId, { newest: true });
        await rewindRun(client, claim.runId);
      }
      await updateRunProgress(client, claim.runId, {
        ...progress,
        ...(progress.engine !== undefined && { engineVersion, machine }),
      });
      for (const { metrics } of entries) {
        if (metrics !== undefined) {
          await insertRunMetrics(client, claim, metrics);
        }
      }
      for (const { endsEpoch, ...checkpoint } of checkpoints) {
        if (endsEpoch && keepCheckpoints > 0) {
          await keepCheckpoint(client, { ...claim, engineVersion, ...checkpoint }, keepCheckpoints);
        }
      }
      const newest = checkpoints.at(-1);
      if (newest !== undefined) {
        const { endsEpoch: _, ...checkpoint } = newest;
        await replaceCheckpoint(client, { ...claim, engineVersion, ...checkpoint });
      }
      await appendRunEvents(client, claim.runId, events);
    });
    this.#nextEvent += events.length;
  }
}

/** Stores the bytes of checkpoints. @returns The checkpoints in their order, with digests in the place of the bytes. */
async function insertFiles(
  client: PoolClient,
  checkpoints: readonly JournalCheckpoint[],
): Promise<(Omit<JournalCheckpoint, "file"> & { readonly blobDigest: string })[]> {
  const named = await Promise.all(
    checkpoints.map(async ({ file, ...rest }) => ({ file, ...rest, blobDigest: await blobDigest(file) })),
  );
  // In the order of their digests, as others do who store several.
  for (const { file } of named.toSorted((a, b) => (a.blobDigest < b.blobDigest ? -1 : 1))) {
    await insertBlob(client, { bytes: file, mediaType: checkpointType });
  }
  return named.map(({ file: _, ...rest }) => rest);
}
