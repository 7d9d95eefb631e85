import type { Initializer } from "../graph/initializer.ts";
import { normalQuantile } from "../graph/normal_quantile.ts";
import { type PhiloxPlace, philoxUniform } from "../graph/philox.ts";
import { allocate, type Shape, sizeOf, type TensorData, type TensorType } from "../graph/tensor_type.ts";

/** Probability that a standard normal number is below -2. */
const BELOW_TWO = 0.022750131948179212;
/** Standard deviation of a standard normal number that lies between -2 and 2. */
const TRUNCATED_DEVIATION = 0.8796256610342398;
/** Half of the step between the uniform numbers: in the middle of its cell none is 0. */
const HALF_STEP = 1 / 2 / 0x100_0000;

function drawRandom(
  { distribution, scale, fan }: Extract<Initializer, { kind: "random" }>,
  place: PhiloxPlace,
  count: number,
): Float64Array {
  const uniform = philoxUniform(place, count);
  if (distribution === "uniform") {
    const limit = Math.sqrt((3 * scale) / fan);
    return Float64Array.from(uniform, (u) => (2 * u - 1) * limit);
  }
  const deviation = Math.sqrt(scale / fan) / TRUNCATED_DEVIATION;
  return Float64Array.from(uniform, (u) => {
    return normalQuantile(BELOW_TWO + (u + HALF_STEP) * (1 - 2 * BELOW_TWO)) * deviation;
  });
}

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
 * Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2014: a random
 * matrix made orthonormal.
 */
function drawOrthogonal(shape: Shape, gain: number, place: PhiloxPlace): Float64Array {
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

/** First value of a state variable: the same bits on every runtime. */
export function drawInitial(type: TensorType, initializer: Initializer, place: PhiloxPlace): TensorData {
  const values = allocate(type);
  switch (initializer.kind) {
    case "constant":
      return values.fill(initializer.value);
    case "random":
      values.set(drawRandom(initializer, place, values.length));
      return values;
    case "orthogonal":
      values.set(drawOrthogonal(type.shape, initializer.gain, place));
      return values;
  }
}
