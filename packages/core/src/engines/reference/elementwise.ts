import { erf, erfInv } from "../../graph/error_function.ts";
import { exp, log, tanh } from "../../graph/float_math.ts";
import { allocate } from "../../graph/tensor_type.ts";
import type { Lowering, LoweringContext, LoweringTable } from "./lowering.ts";

type Unary =
  | "neg"
  | "exp"
  | "log"
  | "tanh"
  | "sqrt"
  | "abs"
  | "sign"
  | "floor"
  | "erf"
  | "erfInv"
  | "softplus";
type Binary = "add" | "sub" | "mul" | "div" | "maximum" | "minimum";

/** Storing in a `Float32Array` rounds to float32, in an `Int32Array` wraps to int32. */
function unary(compute: (x: number) => number): Lowering<Unary> {
  return ({ inputs: [x], type }: LoweringContext<Unary>) => {
    const result = allocate(type);
    for (let i = 0; i < result.length; i++) {
      result[i] = compute(x![i]!);
    }
    return result;
  };
}

function binary(compute: (x: number, y: number) => number): Lowering<Binary> {
  return ({ inputs: [x, y], type }: LoweringContext<Binary>) => {
    const result = allocate(type);
    for (let i = 0; i < result.length; i++) {
      result[i] = compute(x![i]!, y![i]!);
    }
    return result;
  };
}

function softplus(x: number): number {
  const e = exp(-Math.abs(x));
  // below 2^-27 the next term of the series is beyond float32, and 1 + e would lose digits
  return Math.max(x, 0) + (e < 2 ** -27 ? e : log(1 + e));
}

const multiplyFloats = binary((x, y) => x * y);
const multiplyInts = binary(Math.imul);

/** Arithmetic, one element at a time. */
export const elementwiseLowerings: Pick<LoweringTable, Unary | Binary> = {
  neg: unary((x) => -x),
  exp: unary(exp),
  log: unary(log),
  tanh: unary(tanh),
  sqrt: unary(Math.sqrt),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  floor: unary(Math.floor),
  erf: unary(erf),
  erfInv: unary(erfInv),
  softplus: unary(softplus),
  add: binary((x, y) => x + y),
  sub: binary((x, y) => x - y),
  mul: (context) => (context.type.dtype === "int32" ? multiplyInts(context) : multiplyFloats(context)),
  div: binary((x, y) => x / y),
  // Math.max and Math.min give NaN where either operand is NaN, as the ops say.
  maximum: binary(Math.max),
  minimum: binary(Math.min),
};
