import { setTimeout as sleep } from "node:timers/promises";
import type { NewPrediction } from "../store/insert_predictions.ts";
import { createUuidMaker } from "../store/uuid_v7.ts";

/** A prediction as it was made. */
export type MadePrediction = Omit<NewPrediction, "id" | "createdAt">;

/** What became of the predictions of this process. */
export interface PredictionLogState {
  /** Whether predictions are kept at all. */
  readonly isOn: boolean;
  /** How many wait to be written. */
  readonly waiting: number;
  readonly stored: number;
  /** How many were not kept: there was no room for them, the database refused them, or the server stopped first. */
  readonly dropped: number;
}

/** Keeps predictions without making anybody wait for it. */
export interface PredictionLog {
  readonly state: PredictionLogState;
  /** Takes predictions on. @returns The ids under which they are kept a moment later; null for those that are not. */
  add(predictions: readonly MadePrediction[]): (string | null)[];
  /** Writes what waits, for as long as its patience lasts. */
  close(): Promise<void>;
}

/** Options of {@linkcode createPredictionLog}. */
export interface PredictionLogOptions {
  /** Writes a batch, all of it or nothing; the same one may come twice. */
  write(batch: readonly NewPrediction[]): Promise<void>;
  /** Whether an error of `write` says that the same batch may be written later. */
  isTransient(error: unknown): boolean;
  /** Told of each failure, and of how many predictions are lost by it. */
  onError(error: unknown, lost: number): void;
  /** The most that wait; more are dropped. @default {10000} */
  readonly most?: number | undefined;
  /** The most of a batch. @default {500} */
  readonly batch?: number | undefined;
  /** Milliseconds in which a batch is collected. @default {200} */
  readonly pause?: number | undefined;
  /** Milliseconds before a batch is tried again; twice as long each time, at most thirty times as long. @default {1000} */
  readonly backOff?: number | undefined;
  /** Milliseconds that `close` may take. @default {5000} */
  readonly patience?: number | undefined;
}

/** A batch that the database refuses for another reason than being away may be refused this often. */
const mostRefusals = 3;

/**
 * Makes a log that collects predictions and writes one batch after the other. While the database is away or slow they wait,
 * up to a number, and after that new ones are dropped and counted. A process that is killed loses what waits.
 */
export function createPredictionLog(options: PredictionLogOptions): PredictionLog {
  const { write, isTransient, onError } = options;
  const { most = 10_000, batch: batchSize = 500, pause = 200, backOff = 1000, patience = 5000 } = options;
  const ids = createUuidMaker();
  const waiting: NewPrediction[] = [];
  const closing = new AbortController();
  let arrival = Promise.withResolvers<void>();
  let stored = 0;
  let dropped = 0;
  let isOver = false;

  /** Ends early once the log is being closed. */
  async function rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
  }

  async function writeBatch(): Promise<void> {
    const batch = waiting.slice(0, batchSize);
    let refusals = 0;
    for (let wait = backOff; !isOver; wait = Math.min(wait * 2, backOff * 30)) {
      try {
        await write(batch);
        if (isOver) {
          return;
        }
        waiting.splice(0, batch.length);
        stored += batch.length;
        return;
      } catch (error) {
        refusals += isTransient(error) ? 0 : 1;
        const isLost = refusals === mostRefusals;
        onError(error, isLost ? batch.length : 0);
        if (isLost) {
          waiting.splice(0, batch.length);
          dropped += batch.length;
          return;
        }
        // while closing there is no time for more than short waits
        await (closing.signal.aborted ? sleep(Math.min(wait, 100)) : rest(wait));
      }
    }
  }

  async function work(): Promise<void> {
    while (!isOver && !(closing.signal.aborted && waiting.length === 0)) {
      await arrival.promise;
      await rest(pause);
      while (waiting.length > 0 && !isOver) {
        await writeBatch();
      }
      if (!closing.signal.aborted) {
        arrival = Promise.withResolvers<void>();
      }
    }
  }

  const ended = work();

  async function close(): Promise<void> {
    closing.abort();
    arrival.resolve();
    const late = new AbortController();
    await Promise.race([ended, sleep(patience, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    isOver = true;
    if (waiting.length > 0) {
      const lost = waiting.splice(0).length;
      dropped += lost;
      onError(
        new Error("Cannot keep predictions as the database must take them before the server stops"),
        lost,
      );
    }
  }

  let closed: Promise<void> | undefined;
  return {
    get state() {
      return { isOn: true, waiting: waiting.length, stored, dropped };
    },
    add(predictions) {
      const createdAt = new Date();
      const room = closing.signal.aborted ? 0 : Math.max(0, most - waiting.length);
      const taken = predictions.slice(0, room).map((each): NewPrediction => {
        return { ...each, id: ids.next(createdAt.getTime()), createdAt };
      });
      waiting.push(...taken);
      dropped += predictions.length - taken.length;
      arrival.resolve();
      return predictions.map((_, place) => taken[place]?.id ?? null);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** A log of a server that keeps no predictions. */
export function createIdleLog(): PredictionLog {
  return {
    state: { isOn: false, waiting: 0, stored: 0, dropped: 0 },
    add: (predictions) => predictions.map(() => null),
    close: () => Promise.resolve(),
  };
}
