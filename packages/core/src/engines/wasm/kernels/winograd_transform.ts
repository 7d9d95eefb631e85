import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";

/** A small matrix, row by row. */
export type SmallMatrix = readonly (readonly number[])[];

function transpose(matrix: SmallMatrix): SmallMatrix {
  return matrix[0]!.map((_unused, column) => matrix.map((row) => row[column]!));
}

/**
 * The matrices of F(2 x 2, 3 x 3): outputs `= O ((K kernel K') . (I pixels I')) O'`, `.` element by element. Two by two outputs of a kernel of
 * three by three take 16 products instead of 36.
 * @see Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015 (arXiv:1509.09308)
 */
const INPUT: SmallMatrix = [
  [1, 0, -1, 0],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, 1, 0, -1],
];
const KERNEL: SmallMatrix = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
];
const OUTPUT: SmallMatrix = [
  [1, 1, 1, 0],
  [0, 1, -1, -1],
];

/** What a convolution by Winograd goes through: forward, and back by the transposed maps. */
export const WINOGRAD: {
  readonly input: SmallMatrix;
  readonly kernel: SmallMatrix;
  readonly output: SmallMatrix;
  readonly inputGradient: SmallMatrix;
  readonly kernelGradient: SmallMatrix;
  readonly outputGradient: SmallMatrix;
} = {
  input: INPUT,
  kernel: KERNEL,
  output: OUTPUT,
  inputGradient: transpose(INPUT),
  kernelGradient: transpose(KERNEL),
  outputGradient: transpose(OUTPUT),
};

/** Terms that share a factor, added up: `factor * (plus - minus)`. */
function scaledSum(factor: number, plus: readonly V128[], minus: readonly V128[]): V128 {
  const [first, ...others] = plus;
  const start = first === undefined ? f32x4.neg(minus[0]!) : others.reduce(f32x4.add, first);
  const sum = minus.slice(first === undefined ? 1 : 0).reduce(f32x4.sub, start);
  return factor === 1 ? sum : f32x4.mul(sum, f32x4.constant(factor));
}

/** `sum over index of coefficients[index] * term(index)`, terms with equal factors first added up. */
function combine(coefficients: readonly number[], term: (index: number) => V128): V128 {
  const used = coefficients.flatMap((factor, index) => (factor === 0 ? [] : [{ factor, index }]));
  const factors = [...new Set(used.map(({ factor }) => Math.abs(factor)))];
  const sums = factors.map((factor) => {
    const of = (signed: number): V128[] =>
      used.filter((each) => each.factor === signed).map(({ index }) => term(index));
    return scaledSum(factor, of(factor), of(-factor));
  });
  return sums.reduce(f32x4.add);
}

/**
 * Emits `M X M'` of a small square of vectors: each lane is a square of its own.
 * @param matrix `M`, as many rows as the result has, as many columns as `X` has.
 * @param load An element of `X`; may be asked for several times.
 * @param store Gets each element of the result.
 */
export function emitTransform(
  fn: FunctionBuilder,
  matrix: SmallMatrix,
  {
    load,
    store,
  }: {
    readonly load: (row: number, column: number) => V128;
    readonly store: (row: number, column: number, value: V128) => void;
  },
): void {
  const columns = matrix[0]!.map((_unused, column) => ({ column, local: fn.local("v128") }));
  for (const [row, down] of matrix.entries()) {
    // one row of M X, then that row times M': few enough vectors to stay in registers
    for (const { column, local } of columns) {
      fn.set(
        local,
        combine(down, (index) => load(index, column)),
      );
    }
    for (const [column, across] of matrix.entries()) {
      store(
        row,
        column,
        combine(across, (index) => columns[index]!.local),
      );
    }
  }
}
