import type { OpAttributes } from "../../../graph/op_attributes.ts";
import type { CastAttributes } from "../../../graph/ops/selection.ts";
import type { DType } from "../../../graph/tensor_type.ts";
import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";
import type { ElementwiseOp } from "./chain.ts";
import { emitErf } from "./error_function.ts";
import { emitExp, emitLog, emitTanh } from "./float_math.ts";

/** An op on four lanes. */
export interface LaneOp {
  readonly op: ElementwiseOp;
  readonly attributes: OpAttributes[ElementwiseOp];
  /** Element type of the op's first input. */
  readonly dtype: DType;
}

/** What an op is given: operands are variables or constants, so they may be used more than once. */
interface Context {
  readonly fn: FunctionBuilder;
  readonly inputs: readonly V128[];
  readonly dtype: DType;
  readonly attributes: OpAttributes[ElementwiseOp];
}

type LaneLowering = (context: Context) => V128;

function unary(emit: (fn: FunctionBuilder, x: V128) => V128): LaneLowering {
  return ({ fn, inputs: [x] }) => emit(fn, x!);
}

type Instruction = (x: V128, y: V128) => V128;

function binary(onFloats: Instruction, onInts: Instruction): LaneLowering {
  return ({ inputs: [x, y], dtype }) => (dtype === "float32" ? onFloats : onInts)(x!, y!);
}

/** Masks and bytes become 0 or 1, and 0 to 255; floats are cut towards zero within int32, NaN becomes 0. */
function cast({ fn, inputs: [x], dtype: from, attributes }: Context): V128 {
  const { dtype: to } = attributes as CastAttributes;
  if (from === to) {
    return x!;
  }
  if (to === "float32") {
    return from === "bool" ? v128.and(x!, fn.early(f32x4.constant(1))) : f32x4.convertSigned(x!);
  }
  if (to === "int32") {
    if (from === "bool") {
      return v128.and(x!, fn.early(i32x4.constant(1)));
    }
    return from === "float32" ? i32x4.truncSat(x!) : x!;
  }
  throw new RangeError(`Cannot cast ${from} as the target must be float32 or int32: current value is ${to}`);
}

/** 1 with the sign of a number; zeros of either sign and NaN stay as they are. */
function emitSign(fn: FunctionBuilder, x: V128): V128 {
  const signed = v128.or(v128.and(x, fn.early(i32x4.constant(-0x8000_0000))), fn.early(f32x4.constant(1)));
  // neither holds for NaN
  const isSigned = v128.or(f32x4.less(x, f32x4.constant(0)), f32x4.greater(x, f32x4.constant(0)));
  return v128.bitSelect(signed, x, isSigned);
}

const LOWERINGS: Readonly<Record<ElementwiseOp, LaneLowering>> = {
  neg: ({ inputs: [x], dtype }) => (dtype === "float32" ? f32x4.neg(x!) : i32x4.neg(x!)),
  exp: unary(emitExp),
  log: unary(emitLog),
  tanh: unary(emitTanh),
  sqrt: unary((_fn, x) => f32x4.sqrt(x)),
  abs: unary((_fn, x) => f32x4.abs(x)),
  sign: unary(emitSign),
  floor: unary((_fn, x) => f32x4.floor(x)),
  erf: unary(emitErf),
  // A NaN stays, and adding 0 makes -0 positive, as the maximum of -0 and 0 is
  relu: unary((_fn, x) => f32x4.add(f32x4.pseudoMax(x, f32x4.constant(0)), f32x4.constant(0))),
  add: binary(f32x4.add, i32x4.add),
  sub: binary(f32x4.sub, i32x4.sub),
  mul: binary(f32x4.mul, i32x4.mul),
  div: ({ inputs: [x, y] }) => f32x4.div(x!, y!),
  maximum: binary(f32x4.max, i32x4.maxSigned),
  minimum: binary(f32x4.min, i32x4.minSigned),
  equal: binary(f32x4.equal, i32x4.equal),
  greater: binary(f32x4.greater, i32x4.greaterSigned),
  greaterEqual: binary(f32x4.greaterEqual, i32x4.greaterEqualSigned),
  select: ({ inputs: [condition, x, y] }) => v128.bitSelect(x!, y!, condition!),
  cast,
};

/**
 * Applies an op to four lanes of each input; truth values are all ones or all zeros.
 * @param inputs Variables or constants.
 */
export function applyElementwise(fn: FunctionBuilder, step: LaneOp, inputs: readonly V128[]): V128 {
  return LOWERINGS[step.op]({ fn, inputs, dtype: step.dtype, attributes: step.attributes });
}
