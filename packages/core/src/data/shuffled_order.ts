import { RandomWords } from "./random_words.ts";

/**
 * The numbers from 0 to `count - 1` in an order that is a function of seed and epoch, each order as likely.
 * @see Durstenfeld, Algorithm 235: Random permutation, 1964 (the shuffle of Fisher and Yates).
 */
export function shuffledOrder(
  count: number,
  options: { readonly seed: number; readonly epoch: number },
): Uint32Array {
  const random = new RandomWords({ purpose: "shuffle", seed: options.seed, sequence: options.epoch });
  const order = Uint32Array.from({ length: count }, (_unused, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    const moved = order[last]!;
    order[last] = order[chosen]!;
    order[chosen] = moved;
  }
  return order;
}
