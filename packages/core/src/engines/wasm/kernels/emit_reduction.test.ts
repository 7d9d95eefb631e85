import { describe, expect, test } from "vitest";
import { allocate, type Shape } from "../../../graph/tensor_type.ts";
import { type CaseTensor, distinct, floats, uniform } from "../../../testing/case_tensor.ts";
import { checkClose } from "../../../testing/check_close.ts";
import type { OpCaseOf } from "../../../testing/op_case.ts";
import { opCases } from "../../../testing/op_cases/op_cases.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitReduction } from "./emit_reduction.ts";

type ReductionCase = OpCaseOf<"sum"> | OpCaseOf<"max">;

function reducedType(shape: Shape, axes: readonly number[]): { dtype: "float32"; shape: Shape } {
  return { dtype: "float32", shape: shape.filter((_size, axis) => !axes.includes(axis)) };
}

function reduce({ op, inputs, attributes: { axes } }: ReductionCase, before?: Float32Array): Float32Array {
  const source = inputs[0]!;
  const type = reducedType(source.type.shape, axes);
  const { target } = runKernel({
    tensors: { source, target: { type, data: before ?? allocate(type).fill(77) } },
    targets: ["target"],
    emit: (fn, operands) =>
      emitReduction(fn, { op, ...operands, axes, accumulate: before !== undefined }, { relaxed: false }),
  });
  return target as Float32Array;
}

function reductionOf(op: "sum" | "max", input: CaseTensor, axes: readonly number[]): ReductionCase {
  return { op, claim: "", inputs: [input], attributes: { axes, keepDims: false } };
}

const cases = opCases.filter((one) => one.op === "sum" || one.op === "max");

/** Sizes around a vector, a block of columns, a group of accumulators and a run of additions. */
const SHAPES: readonly { readonly shape: Shape; readonly axes: readonly number[] }[] = [
  ...[1, 2, 3, 4, 5, 8, 12, 13, 31, 32, 33, 64, 70].map((cols) => ({ shape: [9, 5, cols], axes: [0, 1] })),
  ...[1, 2, 3, 4, 5, 8, 10, 31, 32, 35].map((cols) => ({ shape: [6, cols], axes: [1] })),
  ...[1, 7, 8, 9, 256, 257, 600].map((rows) => ({ shape: [rows, 32], axes: [0] })),
  ...[2047, 2048, 2049, 5003].map((rows) => ({ shape: [rows, 3], axes: [0] })),
  ...[1, 3, 4, 63, 8191, 8192, 8193, 20_011].map((size) => ({ shape: [size], axes: [0] })),
  { shape: [3, 4, 5, 6], axes: [0, 2] },
  { shape: [3, 4, 5, 6], axes: [1, 3] },
  { shape: [3, 1, 5, 1, 6], axes: [0, 3, 4] },
  { shape: [3, 700, 2, 300], axes: [1, 3] },
  { shape: [2, 3, 40, 5], axes: [1, 2] },
  { shape: [2, 3, 4], axes: [] },
  { shape: [1, 1], axes: [0] },
  { shape: [], axes: [] },
];

describe("emitReduction()", () => {
  test.each(cases)("emitReduction() computes $op as the reference engine does: $claim", async (one) => {
    checkClose(reduce(one), await runOpCase(createReferenceEngine(), one), { relative: 1e-6 });
  });

  test.each(SHAPES)("emitReduction() sums $shape over axes $axes", async ({ shape, axes }) => {
    const one = reductionOf("sum", uniform(shape, 1, [-0.5, 1]), axes);
    checkClose(reduce(one), await runOpCase(createReferenceEngine(), one), { relative: 1e-6 });
  });

  test.each(SHAPES)("emitReduction() finds the maxima of $shape over axes $axes", async ({ shape, axes }) => {
    const one = reductionOf("max", uniform(shape, 2, [-2, -1]), axes);
    expect(reduce(one)).toEqual(await runOpCase(createReferenceEngine(), one));
  });

  test.each(SHAPES)(
    "emitReduction() adds sums of $shape over axes $axes to the target",
    async ({ shape, axes }) => {
      const one = reductionOf("sum", uniform(shape, 3, [-0.5, 1]), axes);
      const { data } = uniform(reducedType(shape, axes).shape, 4);
      const sums = await runOpCase(createReferenceEngine(), one);
      const expected = data.map((x, i) => x + sums[i]!);
      checkClose(reduce(one, data as Float32Array), expected, { relative: 2e-6 });
    },
  );

  test("emitReduction() loses less than 1e-6 in a sum of half a million numbers near 1", () => {
    const input = uniform([500_000], 5, [0.9, 1.1]);
    const exact = Array.from(input.data).reduce((sum, x) => sum + x, 0);
    const [sum] = reduce(reductionOf("sum", input, [0]));
    expect(Math.abs(sum! / exact - 1)).toBeLessThan(1e-6);
  });

  test("emitReduction() keeps a NaN wherever it stands", () => {
    for (let at = 0; at < 40; at++) {
      const { type, data } = distinct([40], 6);
      data[at] = Number.NaN;
      expect(reduce(reductionOf("max", { type, data }, [0]))).toEqual(Float32Array.of(Number.NaN));
    }
  });

  test("emitReduction() gives infinity for a sum too large", () => {
    expect(reduce(reductionOf("sum", floats([2], [3e38, 3e38]), [0]))).toEqual(
      Float32Array.of(Number.POSITIVE_INFINITY),
    );
  });
});
