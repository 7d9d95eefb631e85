import type { Database } from "../postgres/database.ts";
import { inTransaction } from "../postgres/database.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { type EpochMetrics, insertRunMetrics } from "../store/insert_run_metrics.ts";
import { lockClaimedRun, type RunClaim } from "../store/lock_claimed_run.ts";
import type { RunEventBody } from "../store/run_event.ts";
import { type RunProgress, updateRunProgress } from "../store/update_run_progress.ts";
import { Interruption } from "./interruption.ts";

/** Something to write down of an attempt. */
export interface JournalEntry {
  readonly event?: RunEventBody | undefined;
  readonly progress?: RunProgress | undefined;
  readonly metrics?: EpochMetrics | undefined;
}

/** Options of {@linkcode RunJournal}. */
export interface RunJournalOptions {
  readonly database: Database;
  readonly claim: RunClaim;
  /** The sequence number of the next event. */
  readonly firstEvent: number;
  /** Ends the writing; what is not written then stays unwritten. */
  readonly signal: AbortSignal;
  /** Called when a write finds that the attempt must end. */
  readonly onInterruption: (interruption: Interruption) => void;
  /** Called with the error of a write that will be tried again. */
  readonly onError: (error: unknown) => void;
}

/**
 * Writes down what happens in an attempt, in order and each thing once, however often the database goes away.
 *
 * What happens while a write is under way goes into the next one, and of the batches among it only the last.
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
    this.#pending.push(entry);
    this.#writing ??= this.#writeAll();
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
    const { database, claim } = this.#options;
    const events = entries.flatMap(({ event }) => event ?? []);
    const progress = Object.assign({}, ...entries.map((entry) => entry.progress)) as RunProgress;
    await inTransaction(database.pool, async (client) => {
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
      await updateRunProgress(client, claim.runId, progress);
      for (const { metrics } of entries) {
        if (metrics !== undefined) {
          await insertRunMetrics(client, claim.runId, metrics);
        }
      }
      await appendRunEvents(client, claim.runId, events);
    });
    this.#nextEvent += events.length;
  }
}
