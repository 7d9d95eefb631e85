import { cast, greater, max, mul, sub, sum } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";

/** More than any similarity. */
const OUT_OF_REACH = 1e30;

/**
 * Whether the own candidate of each row is above all others, 1 or 0; equal is not above. Alone it is.
 * @param scores `[rows, candidates]`, each below 1e30.
 * @param own One-hot of the own candidate of each row.
 * @param others 1 for each candidate that it is compared with, 0 elsewhere.
 */
export function strictHits(scores: Value, own: Value, others: Value): Value {
  const axes = [1];
  const ownScore = sum(mul(scores, own), { axes });
  const excluded = mul(sub(1, others), OUT_OF_REACH);
  return cast(greater(ownScore, max(sub(scores, excluded), { axes })), "float32");
}
