import { unsigned } from "./leb128.ts";

/** Types of values on the stack of WebAssembly. */
export type ValueType = "i32" | "i64" | "f32" | "v128";

/** Instructions that leave one value; plain data, so an expression used twice is computed twice. */
export interface Expression<TType extends ValueType = ValueType> {
  readonly type: TType;
  readonly bytes: readonly number[];
}

/** An expression that gives a 32-bit whole number: a count, an address. */
export type I32 = Expression<"i32">;
/** An expression that gives a 64-bit whole number. */
export type I64 = Expression<"i64">;
/** An expression that gives a float32. */
export type F32 = Expression<"f32">;
/** An expression that gives 128 bits: four float32, four int32, ... */
export type V128 = Expression<"v128">;

/** A variable of a function; as an expression it gives its value. */
export interface Local<TType extends ValueType = ValueType> extends Expression<TType> {
  readonly index: number;
}

/** Where in memory: an address, and a constant number of bytes added to it. */
export interface Place {
  readonly address: I32;
  /** @default {0} */
  readonly offset?: number;
}

/** The instruction's operands in order, then the instruction. */
export function instruction<TType extends ValueType>(
  type: TType,
  opcode: readonly number[],
  operands: readonly Expression[],
): Expression<TType> {
  const bytes: number[] = [];
  for (const operand of operands) {
    for (const byte of operand.bytes) {
      bytes.push(byte);
    }
  }
  for (const byte of opcode) {
    bytes.push(byte);
  }
  return { type, bytes };
}

/** Opcode of a SIMD instruction. */
export function simd(code: number): number[] {
  return [0xfd, ...unsigned(code)];
}

/** Alignment hint (as a power of two) and offset of a memory instruction. Hints of 0 are valid for every address and cost nothing. */
export function memoryArgument(offset = 0): number[] {
  return [0, ...unsigned(offset)];
}
