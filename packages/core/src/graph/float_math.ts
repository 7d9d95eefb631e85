/**
 * exp, log, tanh, sin and cos from + - * / and bits alone, in double precision: the same bits on every JavaScript engine, which `Math.exp`
 * and its like do not promise.
 * The relative error is below 1e-15, so rounded to float32 it is the nearest number but in one case of many millions.
 * @module
 */

/** Upper part of ln 2 with 21 trailing zero bits: its product with an exponent is exact. */
const LN2_HIGH = 0.693_147_180_369_123_8;
const LN2_LOW = 1.908_214_929_270_587_7e-10;

const view = new DataView(new ArrayBuffer(8));

/** 2 to the power of a whole number from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  view.setInt32(0, (exponent + 1023) << 20);
  view.setInt32(4, 0);
  return view.getFloat64(0);
}

/** e to the x. */
export function exp(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) {
    return x;
  }
  if (x > 709.782_712_893_384) {
    return Number.POSITIVE_INFINITY;
  }
  if (x < -745.133_219_101_941_2) {
    return 0;
  }
  // x = k ln 2 + r with |r| <= ln 2 / 2
  const k = Math.round(x * Math.LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // Taylor's series to r^13 / 13!, the last term below 2^-57
  let sum = 1;
  for (let n = 13; n >= 1; n--) {
    sum = 1 + (r / n) * sum;
  }
  // Two factors, as neither 2^1024 nor 2^-1074 is a normal double
  const half = Math.trunc(k / 2);
  return sum * powerOfTwo(half) * powerOfTwo(k - half);
}

/** Natural logarithm. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) {
    return Number.NaN;
  }
  if (x === 0) {
    return Number.NEGATIVE_INFINITY;
  }
  if (x === Number.POSITIVE_INFINITY) {
    return x;
  }
  // x = 2^k m with m from sqrt(1/2) to sqrt(2)
  const isSmall = x < 2 ** -1022;
  view.setFloat64(0, isSmall ? x * 2 ** 54 : x);
  const high = view.getInt32(0);
  let k = (high >>> 20) - 1023 - (isSmall ? 54 : 0);
  view.setInt32(0, (high & 0x000f_ffff) | 0x3ff0_0000);
  let m = view.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  // log m = 2 atanh(f / (2 + f)) = f - s (f - ...), with f = m - 1 exact, so that nothing is lost near 1
  const f = m - 1;
  const s = f / (2 + f);
  const square = s * s;
  // s^2 / 3 + s^4 / 5 + ... to s^22 / 23, what is left out below 2^-60
  let series = 0;
  for (let n = 23; n >= 3; n -= 2) {
    series = square * (1 / n + series);
  }
  return k * LN2_HIGH + (2 * s * series + (k * LN2_LOW + 2 * s));
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 20)) {
    return Number.isNaN(x) ? x : Math.sign(x);
  }
  if (magnitude < 0.25) {
    // tanh x = x / (1 + x^2 / (3 + x^2 / (5 + ...))), Lambert's continued fraction: no cancellation near 0
    const square = x * x;
    let fraction = 17;
    for (let n = 15; n >= 1; n -= 2) {
      fraction = n + square / fraction;
    }
    return x / fraction;
  }
  const e = exp(-2 * magnitude);
  return (Math.sign(x) * (1 - e)) / (1 + e);
}

/** Pi / 2 in three parts of 33 bits, whose products with a whole number below 2^20 are exact, and what is left. */
const HALF_PI_1 = 1.570_796_326_734_125_6;
const HALF_PI_2 = 6.077_100_506_303_966e-11;
const HALF_PI_3 = 2.022_266_248_711_166_5e-21;
const HALF_PI_REST = 8.478_427_660_368_9e-32;

/** Largest angle, in radians, that the parts of pi / 2 can take apart without loss. */
const LARGEST_ANGLE = 1_000_000;

/** Polynomials of sin and cos on -pi/4 to pi/4, highest power first (FreeBSD's msun). */
const SIN_TERMS = [
  1.589_690_995_211_550_1e-10, -2.505_076_025_340_686_3e-8, 2.755_731_370_707_007e-6,
  -0.000_198_412_698_298_579_5, 0.008_333_333_333_322_49,
];
const SIN_FIRST = -0.166_666_666_666_666_32;
const COS_TERMS = [
  -1.135_964_755_778_819_5e-11, 2.087_572_321_298_175e-9, -2.755_731_435_139_066_3e-7,
  2.480_158_728_947_673e-5, -0.001_388_888_888_887_411, 0.041_666_666_666_666_6,
];

function polynomial(terms: readonly number[], x: number): number {
  let sum = 0;
  for (const term of terms) {
    sum = term + x * sum;
  }
  return sum;
}

/** Sine of `x + tail`, for x from -pi/4 to pi/4. */
function sinNear0(x: number, tail: number): number {
  const square = x * x;
  const cube = square * x;
  return x - (square * (tail / 2 - cube * polynomial(SIN_TERMS, square)) - tail - cube * SIN_FIRST);
}

/** Cosine of `x + tail`, for x from -pi/4 to pi/4. */
function cosNear0(x: number, tail: number): number {
  const square = x * x;
  const half = square / 2;
  const rest = 1 - half;
  return rest + (1 - rest - half + (square * (square * polynomial(COS_TERMS, square)) - x * tail));
}

/** Sine of an angle in radians, `quarters` quarter turns further on. */
function sinOfTurned(x: number, quarters: number): number {
  if (Math.abs(x) > LARGEST_ANGLE) {
    return Number.isFinite(x)
      ? sinOfTurned(x - Math.round(x / (2 * Math.PI)) * (2 * Math.PI), quarters)
      : Number.NaN;
  }
  // x = k pi/2 + near + tail; each product of k and a part is exact, and what a difference rounds away goes on
  const k = Math.round((x * 2) / Math.PI);
  const first = x - k * HALF_PI_1;
  const second = first - k * HALF_PI_2;
  const lost = first - second - k * HALF_PI_2;
  const third = second - k * HALF_PI_3;
  const rest = k * HALF_PI_REST - (second - third - k * HALF_PI_3) - lost;
  const near = third - rest;
  const tail = third - near - rest;
  const turned = (((k + quarters) % 4) + 4) % 4;
  const value = turned % 2 === 0 ? sinNear0(near, tail) : cosNear0(near, tail);
  return turned < 2 ? value : -value;
}

/** Sine of an angle in radians. Beyond a million the angle is first reduced by whole turns, which loses digits. */
export function sin(x: number): number {
  return x === 0 ? x : sinOfTurned(x, 0);
}

/** Cosine of an angle in radians. Beyond a million the angle is first reduced by whole turns, which loses digits. */
export function cos(x: number): number {
  return sinOfTurned(x, 1);
}
