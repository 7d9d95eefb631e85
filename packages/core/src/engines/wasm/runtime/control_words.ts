import { ALIGNMENT } from "../memory/pack_intervals.ts";

/**
 * Addresses of the words through which threads find each other, at the start of memory; each has a line of the cache to itself.
 * All are 0 at first.
 */
export const CONTROL: {
  readonly start: number;
  readonly command: number;
  readonly arrived: number;
  readonly generation: number;
  readonly crashed: number;
  readonly taken: number;
} = {
  /** Grows by 1 with each run that all threads are to join. */
  start: 0,
  /** Number of the entry to run; negative: the threads are to leave. */
  command: ALIGNMENT,
  /** Threads that wait at a barrier. */
  arrived: 2 * ALIGNMENT,
  /** Grows by 1 with each barrier that is passed. */
  generation: 3 * ALIGNMENT,
  /** 1 once a thread has crashed. */
  crashed: 4 * ALIGNMENT,
  /** Shards that threads of a run have taken so far, and once a loop and thread that there was none left; 0 between runs. */
  taken: 5 * ALIGNMENT,
};

/** First byte behind the control words. */
export const CONTROL_END: number = 6 * ALIGNMENT;
