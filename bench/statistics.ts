/** The middle of some numbers, or the mean of the two in the middle. @throws {RangeError} If there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) {
    throw new RangeError("Cannot take a median as there must be at least one number: current number is 0");
  }
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The mean of some numbers. @throws {RangeError} If there are none. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) {
    throw new RangeError("Cannot take a mean as there must be at least one number: current number is 0");
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest and the largest of some numbers. */
export function range(values: readonly number[]): readonly [lowest: number, highest: number] {
  return [Math.min(...values), Math.max(...values)];
}

/** 97.5 % points of Student's t by degrees of freedom, from 1 on; beyond the table the normal distribution's. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** Half the width of the 95 % confidence interval of a mean, by Student's t. @throws {RangeError} If there are fewer than two numbers. */
export function confidence(values: readonly number[]): number {
  if (values.length < 2) {
    throw new RangeError(
      `Cannot tell a confidence interval as there must be at least two numbers: current number is ${values.length}`,
    );
  }
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return (STUDENT[values.length - 2] ?? 1.96) * Math.sqrt(variance / values.length);
}
