import {
  type Expression,
  type F32,
  type I32,
  type I64,
  instruction,
  memoryArgument,
  type Place,
  type ValueType,
} from "./expression.ts";
import { signed } from "./leb128.ts";

function binary<TIn extends ValueType, TOut extends ValueType>(type: TOut, code: number) {
  return (a: Expression<TIn>, b: Expression<TIn>): Expression<TOut> => instruction(type, [code], [a, b]);
}

function unary<TIn extends ValueType, TOut extends ValueType>(type: TOut, code: number) {
  return (a: Expression<TIn>): Expression<TOut> => instruction(type, [code], [a]);
}

function load<TOut extends ValueType>(type: TOut, code: number) {
  return ({ address, offset }: Place): Expression<TOut> =>
    instruction(type, [code, ...memoryArgument(offset)], [address]);
}

type Binary<TIn extends ValueType, TOut extends ValueType = TIn> = (
  a: Expression<TIn>,
  b: Expression<TIn>,
) => Expression<TOut>;
type Unary<TIn extends ValueType, TOut extends ValueType = TIn> = (a: Expression<TIn>) => Expression<TOut>;
type Load<TOut extends ValueType> = (place: Place) => Expression<TOut>;

/** Instructions on 32-bit whole numbers. */
export const i32: {
  readonly constant: (value: number) => I32;
  readonly load: Load<"i32">;
  /** Loads one byte, 0 to 255. */
  readonly loadByte: Load<"i32">;
  readonly isZero: Unary<"i32">;
  readonly equal: Binary<"i32">;
  readonly notEqual: Binary<"i32">;
  readonly lessSigned: Binary<"i32">;
  readonly lessUnsigned: Binary<"i32">;
  readonly greaterSigned: Binary<"i32">;
  readonly greaterEqualSigned: Binary<"i32">;
  readonly add: Binary<"i32">;
  readonly sub: Binary<"i32">;
  readonly mul: Binary<"i32">;
  readonly divUnsigned: Binary<"i32">;
  readonly remUnsigned: Binary<"i32">;
  readonly and: Binary<"i32">;
  readonly or: Binary<"i32">;
  readonly xor: Binary<"i32">;
  readonly shl: Binary<"i32">;
  readonly shrUnsigned: Binary<"i32">;
  /** Cuts towards zero, stays within int32, NaN gives 0. */
  readonly truncSat: Unary<"f32", "i32">;
  readonly reinterpret: Unary<"f32", "i32">;
  /** The lower half. */
  readonly wrap: Unary<"i64", "i32">;
} = {
  constant: (value) => instruction("i32", [0x41, ...signed(value | 0)], []),
  load: load("i32", 0x28),
  loadByte: load("i32", 0x2d),
  isZero: unary("i32", 0x45),
  equal: binary("i32", 0x46),
  notEqual: binary("i32", 0x47),
  lessSigned: binary("i32", 0x48),
  lessUnsigned: binary("i32", 0x49),
  greaterSigned: binary("i32", 0x4a),
  greaterEqualSigned: binary("i32", 0x4e),
  add: binary("i32", 0x6a),
  sub: binary("i32", 0x6b),
  mul: binary("i32", 0x6c),
  divUnsigned: binary("i32", 0x6e),
  remUnsigned: binary("i32", 0x70),
  and: binary("i32", 0x71),
  or: binary("i32", 0x72),
  xor: binary("i32", 0x73),
  shl: binary("i32", 0x74),
  shrUnsigned: binary("i32", 0x76),
  truncSat: (a) => instruction("i32", [0xfc, 0x00], [a]),
  reinterpret: unary("i32", 0xbc),
  wrap: unary("i32", 0xa7),
};

/** Instructions on 64-bit whole numbers. */
export const i64: {
  readonly constant: (value: bigint) => I64;
  readonly mul: Binary<"i64">;
  readonly shrUnsigned: Binary<"i64">;
  readonly extendUnsigned: Unary<"i32", "i64">;
} = {
  constant: (value) => instruction("i64", [0x42, ...signed(BigInt.asIntN(64, value))], []),
  mul: binary("i64", 0x7e),
  shrUnsigned: binary("i64", 0x88),
  extendUnsigned: unary("i64", 0xad),
};

const floatBytes = new DataView(new ArrayBuffer(4));

/** The four bytes of a float32. */
export function bytesOfFloat(value: number): number[] {
  floatBytes.setFloat32(0, value, true);
  return [0, 1, 2, 3].map((i) => floatBytes.getUint8(i));
}

/** Instructions on float32 numbers. */
export const f32: {
  /** The nearest float32. */
  readonly constant: (value: number) => F32;
  readonly load: Load<"f32">;
  readonly abs: Unary<"f32">;
  readonly neg: Unary<"f32">;
  readonly sqrt: Unary<"f32">;
  readonly add: Binary<"f32">;
  readonly sub: Binary<"f32">;
  readonly mul: Binary<"f32">;
  readonly div: Binary<"f32">;
  readonly min: Binary<"f32">;
  readonly max: Binary<"f32">;
  readonly equal: Binary<"f32", "i32">;
  readonly notEqual: Binary<"f32", "i32">;
  readonly greater: Binary<"f32", "i32">;
  readonly greaterEqual: Binary<"f32", "i32">;
  readonly convertSigned: Unary<"i32", "f32">;
  readonly convertUnsigned: Unary<"i32", "f32">;
  readonly reinterpret: Unary<"i32", "f32">;
} = {
  constant: (value) => instruction("f32", [0x43, ...bytesOfFloat(value)], []),
  load: load("f32", 0x2a),
  abs: unary("f32", 0x8b),
  neg: unary("f32", 0x8c),
  sqrt: unary("f32", 0x91),
  add: binary("f32", 0x92),
  sub: binary("f32", 0x93),
  mul: binary("f32", 0x94),
  div: binary("f32", 0x95),
  min: binary("f32", 0x96),
  max: binary("f32", 0x97),
  equal: binary("i32", 0x5b),
  notEqual: binary("i32", 0x5c),
  greater: binary("i32", 0x5e),
  greaterEqual: binary("i32", 0x60),
  convertSigned: unary("f32", 0xb2),
  convertUnsigned: unary("f32", 0xb3),
  reinterpret: unary("f32", 0xbe),
};
