import type { OpDefinition } from "../op.ts";
import { type DType, formatType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkSameShape } from "./check.ts";
import { alignOperands, type Operand } from "./elementwise.ts";
import { broadcastShape, broadcastTo } from "./shape.ts";

/** Attributes of `cast`. */
export interface CastAttributes {
  readonly dtype: DType;
}

/** Attributes of `oneHot`. */
export interface OneHotAttributes {
  readonly depth: number;
}

type Comparison = "equal" | "greater" | "greaterEqual";

function comparison<TName extends Comparison>(name: TName, summary: string): OpDefinition<TName> {
  return {
    name,
    summary,
    infer: (inputs) => {
      checkArity(name, inputs, 2);
      checkDType(name, inputs[0]!, ["float32", "int32"]);
      checkDType(name, inputs[1]!, [inputs[0]!.dtype]);
      checkSameShape(name, inputs[0]!, inputs[1]!);
      return { dtype: "bool", shape: inputs[0]!.shape };
    },
    gradient: null,
  };
}

/** Whether x = y; false where either is NaN. */
export const equalOp: OpDefinition<"equal"> = comparison("equal", "Whether x = y.");
/** Whether x > y; false where either is NaN. */
export const greaterOp: OpDefinition<"greater"> = comparison("greater", "Whether x > y.");
/** Whether x >= y; false where either is NaN. */
export const greaterEqualOp: OpDefinition<"greaterEqual"> = comparison("greaterEqual", "Whether x >= y.");

/** `x` where the condition holds, `y` elsewhere. */
export const selectOp: OpDefinition<"select"> = {
  name: "select",
  summary: "x where the condition holds, y elsewhere.",
  infer: (inputs) => {
    checkArity("select", inputs, 3);
    checkDType("select", inputs[0]!, ["bool"]);
    checkDType("select", inputs[2]!, [inputs[1]!.dtype]);
    checkSameShape("select", inputs[0]!, inputs[1]!);
    checkSameShape("select", inputs[1]!, inputs[2]!);
    return inputs[1]!;
  },
  gradient: ({ inputs: [condition], upstream, t }) => [
    null,
    t.select(condition!, upstream, 0),
    t.select(condition!, 0, upstream),
  ],
};

/** Another element type: floats are cut towards zero, booleans become 0 or 1, a number becomes whether it is not 0. */
export const castOp: OpDefinition<"cast"> = {
  name: "cast",
  summary: "Another element type for the same values.",
  infer: (inputs, { dtype }) => {
    checkArity("cast", inputs, 1);
    const narrowing = dtype === "uint8" || (dtype === "bool" && inputs[0]!.dtype !== "bool");
    if (narrowing) {
      throw new RangeError(
        `Cannot cast ${formatType(inputs[0]!)} as the target must be float32 or int32: current value is ${dtype}`,
      );
    }
    return { dtype, shape: inputs[0]!.shape };
  },
  gradient: ({ inputs: [x], upstream }) => [
    x!.dtype === "float32" && upstream.dtype === "float32" ? upstream : null,
  ],
};

/** 1 at each index, 0 elsewhere, along a new last axis; an index outside the depth gives a row of zeros. */
export const oneHotOp: OpDefinition<"oneHot"> = {
  name: "oneHot",
  summary: "1 at each index, 0 elsewhere, along a new last axis.",
  infer: (inputs, { depth }) => {
    checkArity("oneHot", inputs, 1);
    checkDType("oneHot", inputs[0]!, ["int32"]);
    return { dtype: "float32", shape: [...inputs[0]!.shape, depth] };
  },
  gradient: null,
};

function compare<TName extends Comparison>(op: OpDefinition<TName>, x: Operand, y: Operand): Value {
  const [a, b] = alignOperands(x, y);
  return a.builder.apply<Comparison>(op as unknown as OpDefinition<Comparison>, [a, b], {});
}

/** Whether `x = y`, broadcast. */
export function equal(x: Operand, y: Operand): Value {
  return compare(equalOp, x, y);
}
/** Whether `x > y`, broadcast. */
export function greater(x: Operand, y: Operand): Value {
  return compare(greaterOp, x, y);
}
/** Whether `x >= y`, broadcast. */
export function greaterEqual(x: Operand, y: Operand): Value {
  return compare(greaterEqualOp, x, y);
}

/** Whether `x < y`, broadcast. */
export function less(x: Operand, y: Operand): Value {
  return greater(y, x);
}
/** Whether `x <= y`, broadcast. */
export function lessEqual(x: Operand, y: Operand): Value {
  return greaterEqual(y, x);
}

/** `x` where `condition` holds, `y` elsewhere, broadcast. */
export function select(condition: Value, x: Operand, y: Operand): Value {
  const [a, b] = alignOperands(x, y);
  const shape = broadcastShape(condition.shape, a.shape);
  return a.builder.apply(
    selectOp,
    [broadcastTo(condition, shape), broadcastTo(a, shape), broadcastTo(b, shape)],
    {},
  );
}

/** `x` with another element type. */
export function cast(x: Value, dtype: DType): Value {
  return x.dtype === dtype ? x : x.builder.apply(castOp, [x], { dtype });
}

/** 1 at each index of `indices`, 0 elsewhere, along a new last axis of `depth`. */
export function oneHot(indices: Value, depth: number): Value {
  return indices.builder.apply(oneHotOp, [indices], { depth });
}
