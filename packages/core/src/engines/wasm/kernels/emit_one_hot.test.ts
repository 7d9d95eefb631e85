import { describe, expect, test } from "vitest";
import { type CaseTensor, ints, uniformInts } from "../../../testing/case_tensor.ts";
import { opCases } from "../../../testing/op_cases/op_cases.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitOneHot } from "./emit_one_hot.ts";

async function expectSame(source: CaseTensor, depth: number): Promise<void> {
  const expected = await runOpCase(createReferenceEngine(), {
    op: "oneHot",
    claim: "",
    inputs: [source],
    attributes: { depth },
  });
  const type = { dtype: "float32", shape: [...source.type.shape, depth] } as const;
  const { target } = runKernel({
    tensors: { source, target: { type, data: new Float32Array(expected.length).fill(77) } },
    targets: ["target"],
    emit: (fn, operands) => emitOneHot(fn, operands),
  });
  expect(target).toEqual(expected);
}

describe("emitOneHot()", () => {
  test.each(opCases.filter((one) => one.op === "oneHot"))(
    "emitOneHot() agrees with the reference engine: $claim",
    ({ inputs, attributes: { depth } }) => expectSame(inputs[0]!, depth),
  );

  test.each([1, 3, 10])("emitOneHot() leaves rows of zeros outside a depth of %i", async (depth) => {
    await expectSame(uniformInts([5, 13], 1, [-2, depth + 2]), depth);
    await expectSame(ints([4], [-0x8000_0000, 0x7fff_ffff, depth, -1]), depth);
  });

  test("emitOneHot() takes a scalar", () => expectSame(ints([], [2]), 4));
});
