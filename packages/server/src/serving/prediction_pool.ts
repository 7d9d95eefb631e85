import type { Prediction, RawImage } from "@convzoo/core";
import { OverloadError } from "../errors/overload_error.ts";
import { startThread, type ThreadClient } from "./thread_client.ts";
import type { PreparedImage } from "./thread_message.ts";

export type { PreparedImage } from "./thread_message.ts";

/** A trained model that is wanted. */
interface WantedModel {
  /** What names its content: the digest of its file. */
  readonly key: string;
  /** Gets its file, if it is not here already. */
  load(): Promise<Uint8Array>;
}

/** A model that is ready. */
export interface LoadedModel {
  /**
   * Decodes an image file, and makes it what the model takes. The bytes are moved away.
   * @throws {ImageError} With `index`, if it cannot be read.
   */
  prepare(file: Uint8Array, index: number): Promise<PreparedImage>;
  /** Classifies prepared images. @returns For each its `topK` classes, best first. */
  predict(images: readonly RawImage[], topK: number): Promise<readonly (readonly Prediction[])[]>;
}

/** Models that are ready to classify images, in a thread of their own. */
export interface PredictionPool {
  /**
   * Makes a model ready, uses it, and keeps it for the next time.
   * @returns What the action gives.
   * @throws {OverloadError} `BUSY` at once if too many are at it already, `TIMEOUT` if it is not done in time.
   */
  use<Result>(model: WantedModel, action: (model: LoadedModel) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Options of {@linkcode createPredictionPool}. */
export interface PredictionPoolOptions {
  /** The most bytes of the files of models that are kept ready; those in use count, and are never dropped. @default {256 MiB} */
  readonly bytes?: number | undefined;
  /** The most uses at a time; one more is refused. @default {64} */
  readonly most?: number | undefined;
  /** Milliseconds that a use may take, the wait for others included. @default {30000} */
  readonly patience?: number | undefined;
  /** @default {a thread of `prediction_thread.ts`} */
  readonly start?: (() => ThreadClient) | undefined;
}

interface Entry {
  /** Settles once the model is ready, or cannot be. */
  ready: Promise<unknown>;
  /** Of its file; 0 until it is here. */
  bytes: number;
  users: number;
}

/**
 * Makes a pool of models. Its thread starts with the first model; if it dies, those who wait get an error, and the next
 * user gets a new thread. A thread that answers nobody for as long as a use may take is ended, since a computation
 * cannot be interrupted: a huge model holds up the others for that long, and no longer.
 */
export function createPredictionPool(options: PredictionPoolOptions = {}): PredictionPool {
  const { bytes = 256 * 1024 * 1024, most = 64, patience = 30_000, start = startThread } = options;
  let uses = 0;
  let thread: ThreadClient | undefined;
  /** Least recently used first. */
  let entries = new Map<string, Entry>();
  let closed = false;

  function livingThread(): ThreadClient {
    if (thread === undefined || thread.ended) {
      thread = start();
      entries = new Map();
    }
    return thread;
  }

  function acquire({ key, load }: WantedModel, living: ThreadClient): Entry {
    const entry = entries.get(key) ?? { ready: Promise.resolve(), bytes: 0, users: 0 };
    if (!entries.has(key)) {
      entry.ready = load().then((file) => {
        entry.bytes = file.byteLength;
        return living.send({ type: "load", key, file });
      });
    }
    entry.users += 1;
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  }

  function shrink(living: ThreadClient): void {
    let total = [...entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of entries) {
      if (total <= bytes) {
        return;
      }
      if (entry.users === 0) {
        total -= entry.bytes;
        entries.delete(key);
        // Nobody waits for this; if the thread is gone, so is the model.
        living.send({ type: "unload", key }).catch(() => undefined);
      }
    }
  }

  async function work<Result>(
    model: WantedModel,
    action: (model: LoadedModel) => Promise<Result>,
    living: ThreadClient,
  ): Promise<Result> {
    const { key } = model;
    const entry = acquire(model, living);
    try {
      await entry.ready.catch((error: unknown) => {
        if (entries.get(key) === entry) {
          entries.delete(key);
        }
        throw error;
      });
      return await action({
        prepare: (file, index) => living.send({ type: "prepare", key, file, index }),
        predict: (images, topK) => living.send({ type: "predict", key, images, topK }),
      });
    } finally {
      entry.users -= 1;
      uses -= 1;
      if (living === thread) {
        shrink(living);
      }
    }
  }

  return {
    async use(model, action) {
      if (closed) {
        throw new Error("Cannot predict as the server must not be stopping");
      }
      if (uses >= most) {
        throw new OverloadError(
          "BUSY",
          `Cannot predict as at most ${most} requests may be under way: try again in a moment`,
        );
      }
      const living = livingThread();
      uses += 1;
      const begun = performance.now();
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => {
        const rule = `it must be done within ${patience / 1000} s`;
        const error = new OverloadError(
          "TIMEOUT",
          `Cannot predict as ${rule}: try again, or with fewer images`,
        );
        late.reject(error);
        // no answer to anybody since this use began: clocks are not compared with the timer, which may be early
        if (living.answeredAt <= begun) {
          void living.close(error);
        }
      }, patience);
      // What comes too late is still waited for: it counts among the uses until it has ended.
      const result = work(model, action, living);
      return await Promise.race([result, late.promise]).finally(() => clearTimeout(timer));
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}
