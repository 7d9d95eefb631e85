/**
 * A weight for each class that makes all classes count as much in a loss: `count / (classes present * count of the class)`.
 * The mean weight over the examples is 1, so the size of the loss and the learning rate stay what they were. A class without examples has 0.
 * @param labels Index of each example's class.
 * @param classes Number of classes.
 * @throws {RangeError} If a label is not the index of a class.
 * @see King and Zeng, Logistic Regression in Rare Events Data, 2001
 */
export function classWeights(labels: ArrayLike<number>, classes: number): Float32Array {
  const counts = countLabels(labels, classes);
  const present = counts.filter((count) => count > 0).length;
  return Float32Array.from(counts, (count) => (count === 0 ? 0 : labels.length / (present * count)));
}

/**
 * Number of examples of each class.
 * @throws {RangeError} If a label is not the index of a class.
 */
export function countLabels(labels: ArrayLike<number>, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    if (!(label >= 0 && label < classes && Number.isInteger(label))) {
      throw new RangeError(
        `Cannot count labels as each must be a whole number from 0 to ${classes - 1}: current value is ${label}`,
      );
    }
    counts[label]! += 1;
  }
  return counts;
}
