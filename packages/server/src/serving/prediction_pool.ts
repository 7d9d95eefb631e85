import type { Prediction, RawImage } from "@convzoo/core";
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
  /** Makes a model ready, uses it, and keeps it for the next time. @returns What the action gives. */
  use<Result>(model: WantedModel, action: (model: LoadedModel) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Options of {@linkcode createPredictionPool}. */
export interface PredictionPoolOptions {
  /** The most bytes of the files of models that are kept ready; those in use count, and are never dropped. @default {256 MiB} */
  readonly bytes?: number | undefined;
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
 * user gets a new thread.
 */
export function createPredictionPool(options: PredictionPoolOptions = {}): PredictionPool {
  const { bytes = 256 * 1024 * 1024, start = startThread } = options;
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

  return {
    async use(model, action) {
      if (closed) {
        throw new Error("Cannot predict as the server must not be stopping");
      }
      const living = livingThread();
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
        if (living === thread) {
          shrink(living);
        }
      }
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}
