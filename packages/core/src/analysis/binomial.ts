/** Draws a number from a distribution: the smallest whose distribution function is not below `uniform`, which is 0 or more and below 1. */
export type Binomial = (uniform: number) => number;

/** What is less probable than this part of the most probable number is never drawn. */
const NEGLIGIBLE = 1e-18;

/**
 * Makes a binomial distribution, which says how many of `n` tries succeed if each does with probability `p`.
 * Its table grows with the standard deviation and not with `n`; nothing but the four operations goes into it.
 */
export function createBinomial(n: number, p: number): Binomial {
  if (n === 0 || p <= 0 || p >= 1) {
    return () => (p >= 1 ? n : 0);
  }
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0 && weight > NEGLIGIBLE; k--) {
    weight *= k / ((n - k + 1) * odds);
    below.push(weight);
  }
  const weights = [...below.reverse(), 1];
  for (let k = mode, weight = 1; k < n && weight > NEGLIGIBLE; k++) {
    weight *= ((n - k) * odds) / (k + 1);
    weights.push(weight);
  }
  const first = mode - below.length;
  let total = 0;
  const cumulative = Float64Array.from(weights, (weight) => {
    total += weight;
    return total;
  });
  return (uniform) => {
    const wanted = uniform * total;
    let [low, high] = [0, cumulative.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return first + low;
  };
}
