import { philox4x32 } from "../graph/philox.ts";
import { RANDOM_PURPOSES } from "../graph/random_purposes.ts";

/** Which random words. */
export interface RandomWordsPlace {
  readonly purpose: "shuffle" | "synthetic" | "split";
  readonly seed: number;
  /** Tells apart the sequences of one seed; an epoch, say. */
  readonly sequence: number;
}

/** An endless sequence of random 32-bit words that is a function of its place: Philox4x32-10, block after block. */
export class RandomWords {
  readonly #place: RandomWordsPlace;
  #block = 0;
  #words: readonly number[] = [];
  #next = 0;

  constructor(place: RandomWordsPlace) {
    this.#place = place;
  }

  /** The next word, 0 to 2^32 - 1. */
  word(): number {
    if (this.#next === this.#words.length) {
      const { purpose, seed, sequence } = this.#place;
      this.#words = philox4x32([seed, 0], [this.#block, sequence, 0, RANDOM_PURPOSES[purpose]]);
      this.#block += 1;
      this.#next = 0;
    }
    const word = this.#words[this.#next]!;
    this.#next += 1;
    return word;
  }

  /** A whole number from 0 to `bound - 1`, each as likely: words from the uneven end of the range are thrown away. */
  below(bound: number): number {
    const even = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let word = this.word();
    while (word >= even) {
      word = this.word();
    }
    return word % bound;
  }
}
