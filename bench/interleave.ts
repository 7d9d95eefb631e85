/** Something whose speed is measured round by round. */
export interface Contestant {
  readonly name: string;
  /** Runs once, before the first round: compilers and caches settle. */
  warmUp(): Promise<void>;
  /** Runs one round. @returns Its speed. */
  round(): Promise<number>;
  /** Ends what was started. */
  close(): Promise<void>;
}

/**
 * Measures contestants in turns, A B A B, so that a slow minute of the machine hits each of them; then closes all, whatever happened.
 * @returns Each one's speeds, round by round, in the order of the contestants.
 */
export async function interleave(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  const speeds = contestants.map((): number[] => []);
  try {
    for (const contestant of contestants) {
      await contestant.warmUp();
    }
    for (let round = 0; round < rounds; round++) {
      for (const [index, contestant] of contestants.entries()) {
        speeds[index]!.push(await contestant.round());
      }
    }
    return speeds;
  } finally {
    await Promise.allSettled(contestants.map((contestant) => contestant.close()));
  }
}
