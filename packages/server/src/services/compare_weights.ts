type Weights = Readonly<Record<string, ArrayLike<number>>>;

/** How far two sets of weights are apart. */
export interface WeightDifference {
  /** Weights that are there on both sides, and differ. */
  readonly different: number;
  /** The largest difference of a weight. */
  readonly largest: number;
  /** The square root of the mean square of all differences. */
  readonly rootMeanSquare: number;
}

/** Compares weights one by one. @returns Undefined if they are not of one network. */
export function compareWeights(first: Weights, second: Weights): WeightDifference | undefined {
  const names = Object.keys(first);
  let [different, largest, squares, count] = [0, 0, 0, 0];
  if (names.length !== Object.keys(second).length) {
    return undefined;
  }
  for (const name of names) {
    const [a, b] = [first[name]!, second[name]];
    if (b === undefined || a.length !== b.length) {
      return undefined;
    }
    for (let index = 0; index < a.length; index += 1) {
      const [x, y] = [a[index]!, b[index]!];
      if (!Object.is(x, y)) {
        const difference = Math.abs(x - y);
        different += 1;
        largest = Math.max(largest, difference);
        squares += difference * difference;
      }
    }
    count += a.length;
  }
  return { different, largest, rootMeanSquare: Math.sqrt(squares / Math.max(count, 1)) };
}
