import { philox4x32 } from "../../graph/philox.ts";
import { RANDOM_PURPOSES } from "../../graph/random_purposes.ts";

/** Which random numbers an augmentation draws for an image. */
export interface ImageRandomPlace {
  readonly seed: number;
  /** Number of the pass over the images. */
  readonly epoch: number;
  /** Number of the augmentation in its list. */
  readonly operation: number;
  /** Index of the image in its set. */
  readonly image: number;
}

/**
 * The random numbers of one augmentation and one image: a function of their place alone, so neither the batch nor the order of computing
 * matters. Philox4x32-10 with key (seed, operation) and counter (block, epoch, image, 3).
 */
export class ImageRandom {
  readonly #place: ImageRandomPlace;
  #block = 0;
  #words: readonly number[] = [];
  #next = 0;

  constructor(place: ImageRandomPlace) {
    this.#place = place;
  }

  /** The next word, 0 to 2^32 - 1. */
  word(): number {
    if (this.#next === this.#words.length) {
      const { seed, epoch, operation, image } = this.#place;
      this.#words = philox4x32([seed, operation], [this.#block, epoch, image, RANDOM_PURPOSES.augment]);
      this.#block += 1;
      this.#next = 0;
    }
    const word = this.#words[this.#next]!;
    this.#next += 1;
    return word;
  }

  /** A number in [0, 1): a word over 2^32. */
  uniform(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** A number from `low` to `high`, each as likely. */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number from `low` to `high`, both included. Unevenness is below the range over 2^32. */
  integer(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.uniform());
  }

  /** True with a probability; always a draw, so that what follows does not depend on it. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }
}
