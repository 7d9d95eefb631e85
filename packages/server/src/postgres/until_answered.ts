import { setTimeout as sleep } from "node:timers/promises";
import { isTransient } from "./is_transient.ts";

/** Options of {@linkcode untilAnswered}. */
export interface UntilAnsweredOptions {
  /** Ends the attempts, after the first one: the call then rejects with the last error. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the error before each wait. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Milliseconds before the second attempt; each later wait is twice as long, up to two seconds. @default {100} */
  readonly firstDelay?: number | undefined;
}

const longestDelay = 2000;

/**
 * Repeats what needs the database for as long as the database is away.
 *
 * An attempt may have been done although its answer was lost: the action must be one that can be done twice.
 *
 * @throws What the action throws, if waiting would not change it, or if the signal was aborted meanwhile.
 */
export async function untilAnswered<Result>(
  action: () => Promise<Result>,
  options: UntilAnsweredOptions = {},
): Promise<Result> {
  const { signal, onError, firstDelay = 100 } = options;
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, longestDelay)) {
    try {
      return await action();
    } catch (error) {
      if (!isTransient(error) || signal?.aborted) {
        throw error;
      }
      onError?.(error);
      await sleep(delay, undefined, { signal }).catch(() => undefined);
      if (signal?.aborted) {
        throw error;
      }
    }
  }
}
