import { philoxBits } from "../../graph/philox.ts";

/** Draws that are a function of a seed. */
export class Dice {
  readonly #words: Uint32Array;
  #next = 0;

  /** @param seed Other draws for each. */
  constructor(seed: number) {
    this.#words = philoxBits({ seed, stream: 77, step: 0 }, 4096);
  }

  /** A whole number from 0 to, and without, `sides`. */
  roll(sides: number): number {
    const word = this.#words[this.#next % this.#words.length]!;
    this.#next += 1;
    return word % sides;
  }

  /** One of some items. */
  pick<TItem>(items: readonly TItem[]): TItem {
    return items[this.roll(items.length)]!;
  }

  /** True once in `sides` times. */
  once(sides: number): boolean {
    return this.roll(sides) === 0;
  }
}
