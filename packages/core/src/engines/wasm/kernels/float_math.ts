/**
 * exp, log and tanh on four float32 numbers, from + - * /, comparisons and bits alone: the same bits on every machine, in either mode.
 * The errors given were found by comparing every float32 with Node's double-precision functions.
 * @module
 */
import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";

const { add, sub, mul, div } = f32x4;

/** Constants that are loaded once, whatever loop they are used in. */
interface Constants {
  readonly float: (value: number) => V128;
  readonly int: (value: number) => V128;
}

function constantsOf(fn: FunctionBuilder): Constants {
  return {
    float: (value) => fn.early(f32x4.constant(value)),
    int: (value) => fn.early(i32x4.constant(value)),
  };
}

/** `c[0] + x (c[1] + x (c[2] + ...))`. */
function polynomial({ float }: Constants, x: V128, coefficients: readonly number[]): V128 {
  return coefficients
    .slice(0, -1)
    .reduceRight<V128>(
      (sum, coefficient) => add(mul(sum, x), float(coefficient)),
      float(coefficients.at(-1)!),
    );
}

/** Adding it to a float32 of a magnitude below 2^22 rounds that to a whole number, which is then in the lowest bits. */
const ROUNDER = 12_582_912;
const ROUNDER_BITS = 0x4b40_0000;
/** Upper bits of ln 2, few enough that its product with an exponent is exact. */
const LN2_HIGH = 0.693_359_375;
const LN2_LOW = -2.121_944_4e-4;
/** Of (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, as in Cephes. */
const EXP_SERIES = [
  5.000_000_120_1e-1, 1.666_666_545_9e-1, 4.166_579_589_4e-2, 8.333_451_907_3e-3, 1.398_199_950_7e-3,
  1.987_569_15e-4,
];

/** e^x = 2^k f: the exponent k as int32 lanes, and the factor f, from sqrt(1/2) to sqrt(2). */
interface SplitExp {
  readonly exponent: V128;
  readonly factor: V128;
}

function splitExp(fn: FunctionBuilder, x: V128): SplitExp {
  const constants = constantsOf(fn);
  const { float, int } = constants;
  const shifted = fn.let(add(mul(x, float(Math.LOG2E)), float(ROUNDER)));
  const k = fn.let(sub(shifted, float(ROUNDER)));
  const r = fn.let(sub(sub(x, mul(k, float(LN2_HIGH))), mul(k, float(LN2_LOW))));
  const series = polynomial(constants, r, EXP_SERIES);
  return {
    exponent: fn.let(i32x4.sub(shifted, int(ROUNDER_BITS))),
    factor: add(add(mul(mul(r, r), series), r), float(1)),
  };
}

/** 2^k of int32 lanes from -126 to 127. */
function powerOfTwo({ int }: Constants, exponent: V128): V128 {
  return i32x4.shl(i32x4.add(exponent, int(127)), i32.constant(23));
}

/**
 * e to the x, lane by lane.
 * Over all 2^32 inputs the error is at most 0.99 ulp, denormal results included; what is not the nearest float32 is its neighbour.
 * @param x A variable.
 */
export function emitExp(fn: FunctionBuilder, x: V128): V128 {
  const constants = constantsOf(fn);
  const { float } = constants;
  // Beyond these bounds the result is infinity or 0 already; a NaN stays
  const clamped = fn.let(f32x4.pseudoMax(f32x4.pseudoMin(x, float(89)), float(-104)));
  const { exponent, factor } = splitExp(fn, clamped);
  // Two factors, as neither 2^128 nor 2^-150 is a normal number; only the last product is rounded
  const half = fn.let(i32x4.shrSigned(exponent, i32.constant(1)));
  const otherHalf = i32x4.sub(exponent, half);
  return mul(mul(factor, powerOfTwo(constants, half)), powerOfTwo(constants, otherHalf));
}

/** Bits of sqrt(1/2), rounded down. */
const SQRT_HALF_BITS = 0x3f35_04f3;
const ONE_BITS = 0x3f80_0000;
const FRACTION_BITS = 0x007f_ffff;
/** ln 2 again: its products with exponents up to 2^7 are exact. */
const LOG_LN2_HIGH = 0.693_138_122_6;
const LOG_LN2_LOW = 9.058_000_145e-6;
/** Of (log((1 + s) / (1 - s)) - 2 s) / s^3 in s^2, as in FreeBSD's logf. */
const LOG_SERIES = [0.666_666_626_93, 0.400_009_721_52, 0.284_987_866_88, 0.242_790_788_41];

/** log x of finite numbers above 0. */
function emitFiniteLog(fn: FunctionBuilder, x: V128): V128 {
  const constants = constantsOf(fn);
  const { float, int } = constants;
  const isSmall = fn.let(f32x4.less(x, float(2 ** -126)));
  const normal = v128.bitSelect(mul(x, float(2 ** 23)), x, isSmall);
  // x = 2^k m with m from sqrt(1/2) to sqrt(2)
  const bits = fn.let(i32x4.add(normal, int(ONE_BITS - SQRT_HALF_BITS)));
  const bias = v128.bitSelect(int(127 + 23), int(127), isSmall);
  const k = fn.let(f32x4.convertSigned(i32x4.sub(i32x4.shrSigned(bits, i32.constant(23)), bias)));
  const m = i32x4.add(v128.and(bits, int(FRACTION_BITS)), int(SQRT_HALF_BITS));
  // log m = f - (f^2 / 2 - s (f^2 / 2 + R)), with f = m - 1 exact, so that nothing is lost near 1
  const f = fn.let(sub(m, float(1)));
  const s = fn.let(div(f, add(f, float(2))));
  const square = fn.let(mul(s, s));
  const series = mul(square, polynomial(constants, square, LOG_SERIES));
  const halfSquare = fn.let(mul(mul(f, f), float(0.5)));
  const low = add(mul(s, add(halfSquare, series)), mul(k, float(LOG_LN2_LOW)));
  return add(add(sub(low, halfSquare), f), mul(k, float(LOG_LN2_HIGH)));
}

/**
 * Natural logarithm, lane by lane; NaN below 0.
 * Over all 2^32 inputs the error is at most 0.84 ulp; what is not the nearest float32 is its neighbour.
 * @param x A variable.
 */
export function emitLog(fn: FunctionBuilder, x: V128): V128 {
  const { float } = constantsOf(fn);
  const infinity = float(Number.POSITIVE_INFINITY);
  const isRegular = v128.and(f32x4.greater(x, float(0)), f32x4.less(x, infinity));
  const infinityOrNan = v128.bitSelect(infinity, float(Number.NaN), f32x4.equal(x, infinity));
  const isZero = f32x4.equal(x, float(0));
  const special = v128.bitSelect(float(Number.NEGATIVE_INFINITY), infinityOrNan, isZero);
  return v128.bitSelect(emitFiniteLog(fn, x), special, isRegular);
}

/** Of (tanh x - x) / x^3 in x^2 for |x| < 0.625, as in Cephes. */
const TANH_SERIES = [
  -3.333_328_194_2e-1, 1.333_144_229_7e-1, -5.373_971_555_3e-2, 2.063_908_87e-2, -5.704_988_727_5e-3,
];

/**
 * Hyperbolic tangent, lane by lane; keeps the sign of 0.
 * Over all 2^32 inputs the error is at most 1.34 ulp; what is not the nearest float32 is its neighbour.
 * @param x A variable.
 */
export function emitTanh(fn: FunctionBuilder, x: V128): V128 {
  const constants = constantsOf(fn);
  const { float, int } = constants;
  // From 10 on the result is 1; a NaN stays
  const magnitude = fn.let(f32x4.pseudoMin(f32x4.abs(x), float(10)));
  const square = fn.let(mul(magnitude, magnitude));
  const cube = mul(square, magnitude);
  const near = fn.let(add(magnitude, mul(cube, polynomial(constants, square, TANH_SERIES))));
  const { exponent, factor } = splitExp(fn, fn.let(add(magnitude, magnitude)));
  const e = mul(factor, powerOfTwo(constants, exponent));
  const far = sub(float(1), div(float(2), add(e, float(1))));
  const result = v128.bitSelect(near, far, f32x4.less(magnitude, float(0.625)));
  return v128.or(result, v128.and(x, int(-0x8000_0000)));
}
