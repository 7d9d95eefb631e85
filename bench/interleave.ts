/** What a contestant says when it is ready, or why it cannot take part. */
export type Introduction =
  | {
      /** With versions: `Keras 3.15.1 on TensorFlow 2.21.0`. */
      readonly name: string;
      /** Threads that it computes on. */
      readonly threads: number;
    }
  | { readonly absent: string };

/** One round of a contestant. */
export interface Round {
  readonly speed: number;
  /** The most memory that its process has held so far, in bytes; null where the system does not tell. */
  readonly peakMemory: number | null;
}

/** Something whose speed is measured round by round. */
export interface Contestant {
  /** Runs once, before the first round: it starts, compilers and caches settle. */
  warmUp(): Promise<Introduction>;
  round(): Promise<Round>;
  /** Ends what was started. */
  close(): Promise<void>;
}

/** What was measured of a contestant. */
export interface Measured {
  readonly introduction: Introduction;
  /** Round by round; none if it was absent. */
  readonly speeds: readonly number[];
  readonly peakMemory: number | null;
}

/**
 * Measures contestants in turns, A B A B, so that a slow minute of the machine hits each of them; then closes all, whatever happened.
 * @returns What came out, in the order of the contestants.
 */
export async function interleave(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<readonly Measured[]> {
  try {
    const introductions: Introduction[] = [];
    for (const contestant of contestants) {
      introductions.push(await contestant.warmUp());
    }
    const all = contestants.map((): Round[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, contestant] of contestants.entries()) {
        if (!("absent" in introductions[index]!)) {
          all[index]!.push(await contestant.round());
        }
      }
    }
    return introductions.map((introduction, index) => ({
      introduction,
      speeds: all[index]!.map(({ speed }) => speed),
      peakMemory: all[index]!.at(-1)?.peakMemory ?? null,
    }));
  } finally {
    await Promise.allSettled(contestants.map((contestant) => contestant.close()));
  }
}
