/** The middle of some numbers, or the mean of the two in the middle. @throws {RangeError} If there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) {
    throw new RangeError("Cannot take a median as there must be at least one number: current number is 0");
  }
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The smallest and the largest of some numbers. */
export function range(values: readonly number[]): readonly [lowest: number, highest: number] {
  return [Math.min(...values), Math.max(...values)];
}
