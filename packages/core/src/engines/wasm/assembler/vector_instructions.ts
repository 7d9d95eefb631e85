import {
  type Expression,
  type F32,
  type I32,
  instruction,
  memoryArgument,
  type Place,
  simd,
  type V128,
  type ValueType,
} from "./expression.ts";
import { bytesOfFloat } from "./scalar_instructions.ts";

type Binary = (a: V128, b: V128) => V128;
type Unary = (a: V128) => V128;
type Shift = (a: V128, bits: I32) => V128;
type Load = (place: Place) => V128;
type Splat<TIn extends ValueType> = (value: Expression<TIn>) => V128;

function binary(code: number): Binary {
  return (a, b) => instruction("v128", simd(code), [a, b]);
}

function unary(code: number): Unary {
  return (a) => instruction("v128", simd(code), [a]);
}

function shift(code: number): Shift {
  return (a, bits) => instruction("v128", simd(code), [a, bits]);
}

function load(code: number): Load {
  return ({ address, offset }) => instruction("v128", [...simd(code), ...memoryArgument(offset)], [address]);
}

function splat<TIn extends ValueType>(code: number): Splat<TIn> {
  return (value) => instruction("v128", simd(code), [value]);
}

function constantBytes(bytes: readonly number[]): V128 {
  return instruction("v128", [...simd(0x0c), ...bytes], []);
}

function bytesOfInt(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff];
}

/** Four numbers, or one for all four lanes. */
type Lanes = number | readonly [number, number, number, number];

function fourLanes(lanes: Lanes): readonly number[] {
  return typeof lanes === "number" ? [lanes, lanes, lanes, lanes] : lanes;
}

/** Instructions on 128 bits as such. */
export const v128: {
  readonly load: Load;
  /** Loads four bytes into all four 32-bit lanes. */
  readonly load32Splat: Load;
  /** Loads four bytes into the first lane and zeroes the others. */
  readonly load32Zero: Load;
  readonly load64Zero: Load;
  readonly not: Unary;
  readonly and: Binary;
  /** a and not b. */
  readonly andNot: Binary;
  readonly or: Binary;
  readonly xor: Binary;
  /** Bits of `a` where the mask is 1, of `b` where it is 0. */
  readonly bitSelect: (a: V128, b: V128, mask: V128) => V128;
  /** Picks 16 bytes of 32: numbers 0 to 15 are bytes of `a`, 16 to 31 of `b`. */
  readonly shuffle: (a: V128, b: V128, bytes: readonly number[]) => V128;
} = {
  load: load(0x00),
  load32Splat: load(0x09),
  load32Zero: load(0x5c),
  load64Zero: load(0x5d),
  not: unary(0x4d),
  and: binary(0x4e),
  andNot: binary(0x4f),
  or: binary(0x50),
  xor: binary(0x51),
  bitSelect: (a, b, mask) => instruction("v128", simd(0x52), [a, b, mask]),
  shuffle: (a, b, bytes) => instruction("v128", [...simd(0x0d), ...bytes], [a, b]),
};

/** One 32-bit lane of `a` in all four. */
export function splatLane(a: V128, lane: number): V128 {
  const bytes = [0, 1, 2, 3].map((byte) => lane * 4 + byte);
  return v128.shuffle(a, a, [...bytes, ...bytes, ...bytes, ...bytes]);
}

/** Instructions on four float32 numbers. Comparisons give all ones where they hold. */
export const f32x4: {
  readonly constant: (lanes: Lanes) => V128;
  readonly splat: Splat<"f32">;
  readonly extractLane: (a: V128, lane: number) => F32;
  readonly equal: Binary;
  readonly notEqual: Binary;
  readonly less: Binary;
  readonly greater: Binary;
  readonly lessEqual: Binary;
  readonly greaterEqual: Binary;
  readonly floor: Unary;
  readonly nearest: Unary;
  readonly abs: Unary;
  readonly neg: Unary;
  readonly sqrt: Unary;
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  /** NaN where either is. */
  readonly min: Binary;
  /** NaN where either is. */
  readonly max: Binary;
  /** `b < a ? b : a`: cheaper than `min`, NaN only where `a` is. */
  readonly pseudoMin: Binary;
  /** `a < b ? b : a`: cheaper than `max`, NaN only where `a` is. */
  readonly pseudoMax: Binary;
  readonly convertSigned: Unary;
  readonly convertUnsigned: Unary;
  /** a b + c, rounded once or twice as the machine likes: only in `fast` mode. */
  readonly relaxedMadd: (a: V128, b: V128, c: V128) => V128;
} = {
  constant: (lanes) => constantBytes(fourLanes(lanes).flatMap(bytesOfFloat)),
  splat: splat(0x13),
  extractLane: (a, lane) => instruction("f32", [...simd(0x1f), lane], [a]),
  equal: binary(0x41),
  notEqual: binary(0x42),
  less: binary(0x43),
  greater: binary(0x44),
  lessEqual: binary(0x45),
  greaterEqual: binary(0x46),
  floor: unary(0x68),
  nearest: unary(0x6a),
  abs: unary(0xe0),
  neg: unary(0xe1),
  sqrt: unary(0xe3),
  add: binary(0xe4),
  sub: binary(0xe5),
  mul: binary(0xe6),
  div: binary(0xe7),
  min: binary(0xe8),
  max: binary(0xe9),
  pseudoMin: binary(0xea),
  pseudoMax: binary(0xeb),
  convertSigned: unary(0xfa),
  convertUnsigned: unary(0xfb),
  relaxedMadd: (a, b, c) => instruction("v128", simd(0x105), [a, b, c]),
};

/** Instructions on four 32-bit whole numbers. Comparisons give all ones where they hold. */
export const i32x4: {
  readonly constant: (lanes: Lanes) => V128;
  readonly splat: Splat<"i32">;
  readonly extractLane: (a: V128, lane: number) => I32;
  readonly equal: Binary;
  readonly notEqual: Binary;
  readonly greaterSigned: Binary;
  readonly greaterEqualSigned: Binary;
  readonly shl: Shift;
  readonly shrSigned: Shift;
  readonly shrUnsigned: Shift;
  readonly neg: Unary;
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly minSigned: Binary;
  readonly maxSigned: Binary;
  /** Cuts towards zero, stays within int32, NaN gives 0. */
  readonly truncSat: Unary;
  /** The lower four of eight 16-bit lanes, widened with zeros. */
  readonly extendLow16: Unary;
} = {
  constant: (lanes) => constantBytes(fourLanes(lanes).flatMap(bytesOfInt)),
  splat: splat(0x11),
  extractLane: (a, lane) => instruction("i32", [...simd(0x1b), lane], [a]),
  equal: binary(0x37),
  notEqual: binary(0x38),
  greaterSigned: binary(0x3b),
  greaterEqualSigned: binary(0x3f),
  shl: shift(0xab),
  shrSigned: shift(0xac),
  shrUnsigned: shift(0xad),
  neg: unary(0xa1),
  add: binary(0xae),
  sub: binary(0xb1),
  mul: binary(0xb5),
  minSigned: binary(0xb6),
  maxSigned: binary(0xb8),
  truncSat: unary(0xf8),
  extendLow16: unary(0xa9),
};

/** Instructions between widths: bytes, 16-bit, 32-bit and 64-bit lanes. */
export const lanes: {
  /** The lower eight of sixteen bytes as 16-bit lanes, widened with zeros. */
  readonly extendLow8: Unary;
  /** Four and four 32-bit lanes as eight 16-bit ones, held within int16. */
  readonly narrow32: Binary;
  /** Eight and eight 16-bit lanes as sixteen bytes, held within int8. */
  readonly narrow16: Binary;
  /** Products of the lower two 32-bit lanes, unsigned, as 64-bit lanes. */
  readonly multiplyLowUnsigned: Binary;
  /** Products of the upper two 32-bit lanes, unsigned, as 64-bit lanes. */
  readonly multiplyHighUnsigned: Binary;
} = {
  extendLow8: unary(0x89),
  narrow32: binary(0x85),
  narrow16: binary(0x65),
  multiplyLowUnsigned: binary(0xde),
  multiplyHighUnsigned: binary(0xdf),
};
