import { philox4x32 } from "../graph/philox.ts";
import { RANDOM_PURPOSES } from "../graph/random_purposes.ts";

/** Which random numbers of a sweep. */
export interface SweepPlace {
  readonly seed: number;
  /** The trial's number. */
  readonly number: number;
  /** The dimension's index. */
  readonly dimension: number;
  /** Tells apart what is drawn for one dimension of one trial. */
  readonly draw: number;
}

const LOW_BITS = 0x400_0000;

/** Two uniform numbers in [0, 1) of 53 bits, a function of their place. */
export function sweepUniform({ seed, number, dimension, draw }: SweepPlace): readonly [number, number] {
  const words = philox4x32([seed, number], [dimension, draw, 0, RANDOM_PURPOSES.sweep]);
  const join = (high: number, low: number): number =>
    ((high >>> 5) * LOW_BITS + (low >>> 6)) / (LOW_BITS * 0x800_0000);
  return [join(words[0], words[1]), join(words[2], words[3])];
}
