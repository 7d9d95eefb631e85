import type { I32, Place } from "../assembler/expression.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Operand } from "./operand.ts";

const CONSTANT = 0x41;

/** The number that an expression is, if it is nothing but a constant. */
function constantOf({ bytes }: I32): number | null {
  if (bytes[0] !== CONSTANT) {
    return null;
  }
  let value = 0n;
  for (let i = 1; i < bytes.length; i++) {
    value |= BigInt(bytes[i]! & 0x7f) << BigInt(7 * (i - 1));
    if ((bytes[i]! & 0x80) === 0) {
      const bits = 7 * i;
      return i === bytes.length - 1 ? Number(BigInt.asUintN(32, BigInt.asIntN(bits, value))) : null;
    }
  }
  return null;
}

/**
 * The place some bytes behind an operand's first element.
 * A constant address goes into the instruction, so that operands of one loop share one counter as their address.
 * @param at Bytes, not negative: a number, or what a loop counts.
 * @param offset Bytes on top of that.
 */
export function placeOf({ address }: Operand, at: I32 | number = 0, offset = 0): Place {
  if (typeof at === "number") {
    return { address, offset: at + offset };
  }
  const constant = constantOf(address);
  return constant === null
    ? { address: i32.add(address, at), offset }
    : { address: at, offset: constant + offset };
}
