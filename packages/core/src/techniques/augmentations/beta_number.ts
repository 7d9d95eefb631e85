import { exp, log } from "../../graph/float_math.ts";
import { normalQuantile } from "../../graph/normal_quantile.ts";
import type { ImageRandom } from "./image_random.ts";

/** A number in (0, 1): the middle of one of 2^32 equal parts. */
function openUniform(random: ImageRandom): number {
  return (random.word() + 0.5) / 0x1_0000_0000;
}

/**
 * Logarithm of a number of the gamma distribution with scale 1; the number itself can be below what a double holds.
 * @see Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, 2000
 */
function logGammaNumber(shape: number, random: ImageRandom): number {
  if (shape < 1) {
    return logGammaNumber(shape + 1, random) + log(openUniform(random)) / shape;
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(openUniform(random));
    const root = 1 + c * x;
    const u = openUniform(random);
    if (root > 0) {
      const v = root * root * root;
      if (log(u) < (x * x) / 2 + d - d * v + d * log(v)) {
        return log(d) + log(v);
      }
    }
  }
}

/** A number from 0 to 1 of the distribution Beta(shape, shape): near 0 or 1 for a small shape, uniform for 1, near 1/2 for a large one. */
export function betaNumber(shape: number, random: ImageRandom): number {
  const a = logGammaNumber(shape, random);
  const b = logGammaNumber(shape, random);
  return 1 / (1 + exp(b - a));
}
