import type { OpDefinition } from "../op.ts";
import { formatType, type Shape } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkAxis, checkDType } from "./check.ts";

/** Attributes of `slice`: a box of elements. */
export interface SliceAttributes {
  /** First index along each axis. */
  readonly begin: readonly number[];
  /** Number of indices along each axis. */
  readonly size: Shape;
}

/** Attributes of `concat`. */
export interface ConcatAttributes {
  readonly axis: number;
}

/** Attributes of `pad`. */
export interface PadAttributes {
  /** Elements added at the start of each axis. */
  readonly before: readonly number[];
  /** Elements added at the end of each axis. */
  readonly after: readonly number[];
  /** What they are. */
  readonly value: number;
}

/** A box of elements. */
export const sliceOp: OpDefinition<"slice"> = {
  name: "slice",
  summary: "A box of elements: some neighbouring indices of each axis.",
  infer: (inputs, { begin, size }) => {
    checkArity("slice", inputs, 1);
    const [x] = inputs;
    const fits =
      begin.length === x!.shape.length &&
      size.length === x!.shape.length &&
      size.every((count, axis) => count >= 1 && begin[axis]! >= 0 && begin[axis]! + count <= x!.shape[axis]!);
    if (!fits) {
      throw new RangeError(
        `Cannot slice ${formatType(x!)} as the part must lie in it: current value is [${size.join(",")}] from [${begin.join(",")}] on`,
      );
    }
    return { dtype: x!.dtype, shape: size };
  },
  gradient: ({ inputs: [x], upstream, attributes: { begin, size }, t }) => [
    t.pad(upstream, {
      before: begin,
      after: size.map((count, axis) => x!.shape[axis]! - begin[axis]! - count),
    }),
  ],
};

/** Tensors one behind the other along an axis. */
export const concatOp: OpDefinition<"concat"> = {
  name: "concat",
  summary: "Tensors one behind the other along an axis; all other axes are equal.",
  infer: (inputs, { axis }) => {
    const [first] = inputs;
    if (first === undefined) {
      throw new RangeError('Cannot apply "concat" as it takes at least 1 input: current number is 0');
    }
    checkAxis("concat", first, axis);
    for (const input of inputs) {
      checkDType("concat", input, [first.dtype]);
      const fits =
        input.shape.length === first.shape.length &&
        input.shape.every((size, i) => i === axis || size === first.shape[i]);
      if (!fits) {
        throw new RangeError(
          `Cannot concatenate ${formatType(first)} and ${formatType(input)} as only axis ${axis} may differ`,
        );
      }
    }
    const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    return { dtype: first.dtype, shape: first.shape.with(axis, total) };
  },
  gradient: ({ inputs, upstream, attributes: { axis }, t }) => {
    let start = 0;
    return inputs.map(({ shape }) => {
      const begin = shape.map((_size, i) => (i === axis ? start : 0));
      start += shape[axis]!;
      return t.slice(upstream, begin, shape);
    });
  },
};

/** Elements of one value around a tensor. */
export const padOp: OpDefinition<"pad"> = {
  name: "pad",
  summary: "Adds elements of one value before and after each axis.",
  infer: (inputs, { before, after }) => {
    checkArity("pad", inputs, 1);
    const [x] = inputs;
    const counts = [...before, ...after];
    const isWhole = counts.every((count) => Number.isInteger(count) && count >= 0);
    if (before.length !== x!.shape.length || after.length !== x!.shape.length || !isWhole) {
      throw new RangeError(
        `Cannot pad ${formatType(x!)} as each axis takes two whole numbers of at least 0: current values are [${before.join(",")}] and [${after.join(",")}]`,
      );
    }
    return { dtype: x!.dtype, shape: x!.shape.map((size, axis) => before[axis]! + size + after[axis]!) };
  },
  gradient: ({ inputs: [x], upstream, attributes: { before }, t }) => [t.slice(upstream, before, x!.shape)],
};

/** The elements of `x` in a box of `size` that begins at `begin`. */
export function slice(x: Value, begin: readonly number[], size: Shape): Value {
  const isWhole = size.length === x.shape.length && size.every((count, axis) => count === x.shape[axis]);
  return isWhole && begin.every((index) => index === 0)
    ? x
    : x.builder.apply(sliceOp, [x], { begin: [...begin], size: [...size] });
}

/** `values`, at least one, one behind the other along `axis`. */
export function concat(values: readonly [Value, ...Value[]], axis: number): Value {
  return values.length === 1 ? values[0] : values[0].builder.apply(concatOp, values, { axis });
}

/** `x` with so many elements before and after each axis; zeros by default. */
export function pad(
  x: Value,
  options: { readonly before: readonly number[]; readonly after: readonly number[]; readonly value?: number },
): Value {
  const { before, after, value = 0 } = options;
  return [...before, ...after].every((count) => count === 0)
    ? x
    : x.builder.apply(padOp, [x], { before: [...before], after: [...after], value });
}
