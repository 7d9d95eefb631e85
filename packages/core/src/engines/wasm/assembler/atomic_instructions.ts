import { type I32, type I64, instruction, type Place } from "./expression.ts";
import { unsigned } from "./leb128.ts";

/** Atomic accesses must tell the exact alignment of 32 bits, as a power of two; their addresses must keep to it. */
function atomic(code: number, offset = 0): number[] {
  return [0xfe, code, 2, ...unsigned(offset)];
}

/** Instructions on 32-bit words that several threads share: sequentially consistent, as the threads proposal of WebAssembly defines them. */
export const atomics: {
  readonly load: (place: Place) => I32;
  /** Adds to a word. @returns What it was before. */
  readonly add: (place: Place, amount: I32) => I32;
  /** Replaces a word. @returns What it was before. */
  readonly exchange: (place: Place, value: I32) => I32;
  /** Sleeps as long as a word has a value. @returns 0 when woken, 1 if it has another value, 2 after `nanoseconds`. */
  readonly wait: (place: Place, value: I32, nanoseconds: I64) => I32;
  /** Wakes threads that sleep on a word. @returns How many. */
  readonly notify: (place: Place, count: I32) => I32;
} = {
  load: ({ address, offset }) => instruction("i32", atomic(0x10, offset), [address]),
  add: ({ address, offset }, amount) => instruction("i32", atomic(0x1e, offset), [address, amount]),
  exchange: ({ address, offset }, value) => instruction("i32", atomic(0x41, offset), [address, value]),
  wait: ({ address, offset }, value, nanoseconds) =>
    instruction("i32", atomic(0x01, offset), [address, value, nanoseconds]),
  notify: ({ address, offset }, count) => instruction("i32", atomic(0x00, offset), [address, count]),
};
