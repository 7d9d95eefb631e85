import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";
import { emitExp } from "./float_math.ts";

const { add, sub, mul } = f32x4;

/** Where the polynomial of the error function itself gives way to that of its distance from 1. */
const NEAR = 0.927_734_375;
/** From here on the result is 1. */
const FAR = 4;
/** Of erf(x) / x - 1 in x^2 below `NEAR`, after N. Juffa, highest power first. */
const NEAR_SERIES = [
  -5.967_617_03e-4, 4.991_194_23e-3, -2.676_813_49e-2, 1.128_199_25e-1, -3.761_253_36e-1, 1.283_791_66e-1,
];
/** Of log(1 - erf(x)) / x + 1 in x from `NEAR` to `FAR`, after N. Juffa, highest power first. */
const FAR_SERIES = [
  -1.728_534_7e-5, 3.831_971_26e-4, -3.883_964_38e-3, 2.425_462_19e-2, -1.067_778_77e-1, -6.348_466_87e-1,
  -1.287_175_12e-1,
];

function polynomial(fn: FunctionBuilder, x: V128, coefficients: readonly number[]): V128 {
  const [first, ...others] = coefficients.map((value) => fn.early(f32x4.constant(value)));
  return others.reduce<V128>((sum, coefficient) => add(mul(sum, x), coefficient), first!);
}

/**
 * Error function, lane by lane; keeps the sign of 0. The same bits on every machine, in either mode.
 * Over millions of inputs of all sizes the error is at most 1.4 ulp; what is not the nearest float32 is its neighbour.
 * @param x A variable.
 */
export function emitErf(fn: FunctionBuilder, x: V128): V128 {
  // a NaN stays
  const magnitude = fn.let(f32x4.pseudoMin(f32x4.abs(x), fn.early(f32x4.constant(FAR))));
  const square = fn.let(mul(magnitude, magnitude));
  const near = fn.let(add(mul(polynomial(fn, square, NEAR_SERIES), magnitude), magnitude));
  const exponent = fn.let(sub(mul(polynomial(fn, magnitude, FAR_SERIES), magnitude), magnitude));
  const far = sub(fn.early(f32x4.constant(1)), emitExp(fn, exponent));
  const isFar = f32x4.greater(magnitude, fn.early(f32x4.constant(NEAR)));
  const result = v128.bitSelect(far, near, isFar);
  return v128.or(result, v128.and(x, fn.early(i32x4.constant(-0x8000_0000))));
}
