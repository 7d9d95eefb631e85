import { normalQuantile } from "../graph/normal_quantile.ts";
import { type PhiloxPlace, philoxUniform } from "../graph/philox.ts";
import { type Shape, sizeOf } from "../graph/tensor_type.ts";
import { HALF_STEP } from "./half_step.ts";

/** Makes the columns of a matrix orthonormal, each against all before it, twice for accuracy. */
function orthonormalise(matrix: Float64Array, rows: number, columns: number): void {
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      sum += matrix[row * columns + a]! * matrix[row * columns + b]!;
    }
    return sum;
  };
  for (let column = 0; column < columns; column++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < column; before++) {
        const share = dot(before, column);
        for (let row = 0; row < rows; row++) {
          matrix[row * columns + column]! -= share * matrix[row * columns + before]!;
        }
      }
    }
    const length = Math.sqrt(dot(column, column));
    for (let row = 0; row < rows; row++) {
      matrix[row * columns + column]! /= length;
    }
  }
}

/**
 * A matrix with orthonormal columns, or rows if it is wider than high, times a gain: all axes but the last are its rows.
 * Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2014: a random
 * matrix made orthonormal.
 */
export function drawOrthogonal(shape: Shape, gain: number, place: PhiloxPlace): Float64Array {
  const columns = shape.at(-1)!;
  const rows = sizeOf(shape) / columns;
  const isTall = rows >= columns;
  const [height, width] = isTall ? [rows, columns] : [columns, rows];
  const uniform = philoxUniform(place, rows * columns);
  const matrix = Float64Array.from(uniform, (u) => normalQuantile(u + HALF_STEP));
  orthonormalise(matrix, height, width);
  return matrix.map((_value, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return gain * (isTall ? matrix[index]! : matrix[column * width + row]!);
  });
}
