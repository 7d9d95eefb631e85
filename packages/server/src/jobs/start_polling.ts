import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two looks for work that waits. */
const defaultPause = 500;

/** Work that is looked for over and over. */
export interface Polling {
  /** Ends it; waits until what is under way has been put down. */
  stop(): Promise<void>;
}

/**
 * Looks for work, at once again after there was some and after a pause otherwise, until it is stopped.
 * @param work Does what there is; its signal ends it, and then it leaves its work to another worker.
 * @param onError Told what `work` throws, which ends nothing.
 * @param pause Milliseconds. @default {500}
 */
export function startPolling(
  work: (signal: AbortSignal) => Promise<boolean>,
  onError: (error: unknown) => void,
  pause: number = defaultPause,
): Polling {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      const found = await work(signal).catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!found) {
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort(new Error("The worker was stopped"));
      await ended;
    },
  };
}
