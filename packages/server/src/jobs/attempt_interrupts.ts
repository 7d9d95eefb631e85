import type { Run } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { findRun } from "../store/find_run.ts";
import { Interruption } from "./interruption.ts";
import type { RunEventHub } from "./run_event_hub.ts";

/** What ends an attempt from outside. */
export interface AttemptSignals {
  /** The worker is asked to stop. */
  readonly stop: AbortSignal;
  /** The queue has given the job to another worker. */
  readonly lost: AbortSignal;
}

/** All that may end an attempt, as one signal. */
export interface AttemptInterrupts {
  /** Its reason is an {@linkcode Interruption}: the first one counts. */
  readonly signal: AbortSignal;
  readonly interrupt: (interruption: Interruption) => void;
  close(): void;
}

/** Options of {@linkcode openAttemptInterrupts}. */
export interface AttemptInterruptsOptions {
  readonly database: Database;
  readonly events: RunEventHub;
  readonly signals: AttemptSignals;
  /** Seconds that the attempt may take. */
  readonly timeLimit: number;
}

/** Watches for all that may end a run's attempt: its cancellation, the stop of the worker, the loss of the job, the time. */
export function openAttemptInterrupts(run: Run, options: AttemptInterruptsOptions): AttemptInterrupts {
  const { database, events, signals, timeLimit } = options;
  const controller = new AbortController();
  const closed = new AbortController();
  const interrupt = (interruption: Interruption): void => controller.abort(interruption);
  const unsubscribe = events.subscribe(`cancel:${run.id}`, look);
  const timer = setTimeout(() => {
    const rule = `an attempt must end within ${timeLimit} seconds`;
    interrupt(new Interruption("time", `Cannot finish the run as ${rule}: it was stopped`));
  }, timeLimit * 1000);
  whenAborted(signals.stop, () => interrupt(new Interruption("stop", "The worker was stopped")));
  whenAborted(signals.lost, () => interrupt(new Interruption("lost", "The queue has given the run away")));
  // The cancellation may have come before anybody listened for it.
  look();
  return {
    signal: controller.signal,
    interrupt,
    close() {
      unsubscribe();
      clearTimeout(timer);
      closed.abort();
    },
  };

  function whenAborted(source: AbortSignal, action: () => void): void {
    if (source.aborted) {
      action();
    } else {
      source.addEventListener("abort", action, { once: true, signal: closed.signal });
    }
  }

  function look(): void {
    findRun(database.pool, run.id).then(
      (now) => {
        if (now?.attempt !== run.attempt || now.state !== "RUNNING") {
          interrupt(new Interruption("lost", "Another worker has the run"));
        } else if (now.cancelRequestedAt !== null) {
          interrupt(new Interruption("cancel", "The run is canceled"));
        } else if (now.pauseRequestedAt !== null) {
          interrupt(new Interruption("pause", "The run is paused"));
        }
      },
      // A notice is only a hint: the next write finds out, or the notice that follows a lost connection.
      () => undefined,
    );
  }
}
