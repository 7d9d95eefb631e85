import { exp, log } from "../graph/float_math.ts";
import { integerCount, type SearchDimension } from "./search_space.ts";

/** The coordinate that a uniform number in [0, 1) stands for: choices alike, ranges evenly, logarithmic ones by their logarithm. */
export function drawCoordinate({ domain }: SearchDimension, uniform: number): number {
  if ("choice" in domain) {
    return Math.floor(uniform * domain.choice.values.length);
  }
  if ("integers" in domain) {
    return domain.integers.low + domain.integers.step * Math.floor(uniform * integerCount(domain.integers));
  }
  if ("uniform" in domain) {
    const { low, high } = domain.uniform;
    return Math.min(low + (high - low) * uniform, high);
  }
  const { low, high } = domain.logUniform;
  return Math.min(Math.max(low * exp(log(high / low) * uniform), low), high);
}
