import { describe, expect, test } from "vitest";
import type { Shape } from "../../../graph/tensor_type.ts";
import { type CaseTensor, distinct, floats, uniformInts } from "../../../testing/case_tensor.ts";
import type { OpCaseOf } from "../../../testing/op_case.ts";
import { opCases } from "../../../testing/op_cases/op_cases.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitArgMax } from "./emit_arg_max.ts";

type ArgMaxCase = OpCaseOf<"argMax">;

async function expectSame(one: ArgMaxCase): Promise<void> {
  const expected = await runOpCase(createReferenceEngine(), one);
  const { axis } = one.attributes;
  const source = one.inputs[0]!;
  const shape = source.type.shape.filter((_size, i) => i !== axis);
  const { target } = runKernel({
    tensors: {
      source,
      target: { type: { dtype: "int32", shape }, data: new Int32Array(expected.length).fill(77) },
    },
    targets: ["target"],
    emit: (fn, operands) => emitArgMax(fn, { ...operands, axis }),
  });
  expect(target).toEqual(expected);
}

function caseOf(input: CaseTensor, axis: number): ArgMaxCase {
  return { op: "argMax", claim: "", inputs: [input], attributes: { axis } };
}

const SHAPES: readonly { readonly shape: Shape; readonly axis: number }[] = [
  { shape: [1], axis: 0 },
  { shape: [9], axis: 0 },
  { shape: [64, 10], axis: 1 },
  { shape: [10, 64], axis: 0 },
  { shape: [3, 4, 7], axis: 1 },
  { shape: [3, 4, 6], axis: 0 },
  { shape: [2, 1, 5], axis: 1 },
];

describe("emitArgMax()", () => {
  test.each(opCases.filter((one) => one.op === "argMax"))(
    "emitArgMax() agrees with the reference engine: $claim",
    expectSame,
  );

  test.each(SHAPES)("emitArgMax() walks $shape along axis $axis", async ({ shape, axis }) => {
    await expectSame(caseOf(distinct(shape, 1), axis));
  });

  test.each(SHAPES)(
    "emitArgMax() gives the first of equals of $shape along axis $axis",
    async ({ shape, axis }) => {
      const { data } = uniformInts(shape, 2, [0, 3]);
      await expectSame(caseOf({ type: { dtype: "float32", shape }, data: Float32Array.from(data) }, axis));
    },
  );

  test("emitArgMax() passes over a NaN, and keeps one in front", async () => {
    const { NaN: nan } = Number;
    await expectSame(caseOf(floats([3, 3], [nan, 1, 2, 1, nan, 2, 2, nan, 1]), 1));
  });
});
