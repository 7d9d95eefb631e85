import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";

const { constant, add, sub, mul, div } = f32x4;

/** `c[0] + x (c[1] + x (c[2] + ...))`. */
function polynomial(x: V128, coefficients: readonly number[]): V128 {
  return coefficients
    .slice(0, -1)
    .reduceRight<V128>(
      (sum, coefficient) => add(mul(sum, x), constant(coefficient)),
      constant(coefficients.at(-1)!),
    );
}

/** Adding it to a float32 of a magnitude below 2^22 rounds that to a whole number, which is then in the lowest bits. */
const ROUNDER = 12_582_912;
const ROUNDER_BITS = 0x4b40_0000;
/** Upper bits of ln 2, few enough that its product with an exponent is exact. */
const LN2_HIGH = 0.693_359_375;
const LN2_LOW = -2.121_944_4e-4;

/** e^x = 2^k (1 + y): the exponent as int32 lanes, and 1 + y, from sqrt(1/2) to sqrt(2). */
function splitExp(fn: FunctionBuilder, x: V128): { readonly exponent: V128; readonly factor: V128 } {
  const shifted = fn.let(add(mul(x, constant(Math.LOG2E)), constant(ROUNDER)));
  const k = fn.let(sub(shifted, constant(ROUNDER)));
  const r = fn.let(sub(sub(x, mul(k, constant(LN2_HIGH))), mul(k, constant(LN2_LOW))));
  const series = polynomial(
    r,
    [
      5.000_000_120_1e-1, 1.666_666_545_9e-1, 4.166_579_589_4e-2, 8.333_451_907_3e-3, 1.398_199_950_7e-3,
      1.987_569_15e-4,
    ],
  );
  const factor = add(add(mul(mul(r, r), series), r), constant(1));
  return { exponent: fn.let(i32x4.sub(shifted, i32x4.constant(ROUNDER_BITS))), factor };
}

/** 2^k of int32 lanes from -126 to 127. */
function powerOfTwo(exponent: V128): V128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.constant(127)), i32.constant(23));
}

/** e to the x, lane by lane. @param x A variable. */
export function emitExp(fn: FunctionBuilder, x: V128): V128 {
  const clamped = fn.let(f32x4.pseudoMax(f32x4.pseudoMin(x, constant(89)), constant(-104)));
  const { exponent, factor } = splitExp(fn, clamped);
  // Two factors, as neither 2^128 nor 2^-150 is a normal number; only the last product is rounded
  const half = fn.let(i32x4.shrSigned(exponent, i32.constant(1)));
  return mul(mul(factor, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)));
}

/** Bits of sqrt(1/2), rounded down. */
const SQRT_HALF_BITS = 0x3f35_04f3;
const ONE_BITS = 0x3f80_0000;
const SMALLEST_NORMAL = 1.175_494_350_822_287_5e-38;

/** Natural logarithm, lane by lane. @param x A variable. */
export function emitLog(fn: FunctionBuilder, x: V128): V128 {
  const isSmall = fn.let(f32x4.less(x, constant(SMALLEST_NORMAL)));
  const normal = v128.bitSelect(mul(x, constant(2 ** 23)), x, isSmall);
  // x = 2^k m with m from sqrt(1/2) to sqrt(2)
  const bits = fn.let(i32x4.add(normal, i32x4.constant(ONE_BITS - SQRT_HALF_BITS)));
  const exponent = i32x4.sub(
    i32x4.shrSigned(bits, i32.constant(23)),
    v128.bitSelect(i32x4.constant(127 + 23), i32x4.constant(127), isSmall),
  );
  const k = fn.let(f32x4.convertSigned(exponent));
  const m = i32x4.add(v128.and(bits, i32x4.constant(0x007f_ffff)), i32x4.constant(SQRT_HALF_BITS));
  // log m = f - f^2 / 2 + s (f^2 / 2 + R(s^2)), with f = m - 1 exact
  const f = fn.let(sub(m, constant(1)));
  const s = fn.let(div(f, add(f, constant(2))));
  const square = fn.let(mul(s, s));
  const series = mul(
    square,
    polynomial(square, [0.666_666_626_93, 0.400_009_721_52, 0.284_987_866_88, 0.242_790_788_41]),
  );
  const halfSquare = fn.let(mul(mul(f, f), constant(0.5)));
  const low = add(mul(s, add(halfSquare, series)), mul(k, constant(9.058_000_145_1e-6)));
  const finite = add(add(sub(low, halfSquare), f), mul(k, constant(0.693_138_122_6)));
  const isRegular = v128.and(
    f32x4.greater(x, constant(0)),
    f32x4.less(x, constant(Number.POSITIVE_INFINITY)),
  );
  const isZero = f32x4.equal(x, constant(0));
  const isInfinite = f32x4.equal(x, constant(Number.POSITIVE_INFINITY));
  const special = v128.bitSelect(
    constant(Number.NEGATIVE_INFINITY),
    v128.bitSelect(x, constant(Number.NaN), isInfinite),
    isZero,
  );
  return v128.bitSelect(finite, special, isRegular);
}

/** Hyperbolic tangent, lane by lane. @param x A variable. */
export function emitTanh(fn: FunctionBuilder, x: V128): V128 {
  const sign = i32x4.constant(-0x8000_0000);
  const magnitude = fn.let(f32x4.pseudoMin(f32x4.abs(x), constant(10)));
  const square = fn.let(mul(magnitude, magnitude));
  const near = add(
    magnitude,
    mul(
      mul(square, magnitude),
      polynomial(
        square,
        [-3.333_328_194_2e-1, 1.333_144_229_7e-1, -5.373_971_555_3e-2, 2.063_908_874e-2, -5.704_988_727_5e-3],
      ),
    ),
  );
  const { exponent, factor } = splitExp(fn, fn.let(add(magnitude, magnitude)));
  const e = mul(factor, powerOfTwo(exponent));
  const far = sub(constant(1), div(constant(2), add(e, constant(1))));
  const result = v128.bitSelect(near, far, f32x4.less(magnitude, constant(0.625)));
  return v128.or(result, v128.and(x, sign));
}
