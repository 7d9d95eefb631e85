import { add, div, matMul, mul, sqrt, sum } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";

/** Coefficients of the quintic: steep at 0, so that few iterations lift small singular values to about 1. */
const A = 3.4445;
const B = -4.775;
const C = 2.0315;

/**
 * The nearest orthogonal matrix, roughly: all singular values become about 1 (0.7 to 1.2), by Newton and Schulz's iteration.
 * `X = a X + (b A + c A A) X` with `A = X X^T`, where X is the wide one of the matrix and its transpose, over its norm.
 * @param matrix float32[rows, columns].
 * @param steps Iterations; five are usual.
 */
export function orthogonalize(matrix: Value, steps: number): Value {
  const [rows, columns] = matrix.shape as [number, number];
  // A tall X is multiplied from the right: (X^T X) in place of (X X^T) is the same iteration on its transpose
  const isTall = rows > columns;
  let x = div(matrix, add(sqrt(sum(mul(matrix, matrix))), 1e-7));
  for (let step = 0; step < steps; step++) {
    const square = isTall ? matMul(x, x, { transposeA: true }) : matMul(x, x, { transposeB: true });
    const polynomial = add(mul(square, B), mul(matMul(square, square), C));
    x = add(mul(x, A), isTall ? matMul(x, polynomial) : matMul(polynomial, x));
  }
  return x;
}
