/**
 * Corrects p-values for being several: with them, the chance that any of `m` true hypotheses is called false stays below the level.
 * The smallest is multiplied by `m`, the next by `m - 1` and so on; none ends below a smaller one, nor above 1.
 * @param pValues In any order.
 * @returns The corrected ones, in the same order.
 * @see Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_unused, place) => place).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, place] of order.entries()) {
    largest = Math.max(largest, Math.min(1, pValues[place]! * (pValues.length - rank)));
    corrected[place] = largest;
  }
  return corrected;
}
