import { describe, expect, test } from "vitest";
import { allocate, type Shape } from "../../../graph/tensor_type.ts";
import { type CaseTensor, uniform, uniformBools } from "../../../testing/case_tensor.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitBroadcast } from "./emit_broadcast.ts";

const SHAPES: readonly { readonly from: Shape; readonly to: Shape }[] = [
  { from: [], to: [] },
  { from: [], to: [7] },
  { from: [], to: [3, 500] },
  ...[1, 2, 3, 4, 5, 15, 16, 17, 30, 33, 47, 127, 129, 200].flatMap((size) => [
    { from: [size], to: [3, size] },
    { from: [3, 1], to: [3, size] },
  ]),
  { from: [3, 4], to: [3, 4] },
  { from: [1, 4, 1], to: [3, 4, 5] },
  { from: [3, 1, 5], to: [3, 4, 5] },
  { from: [4, 1, 1], to: [2, 4, 3, 5] },
  { from: [2, 1, 3, 1], to: [2, 5, 3, 7] },
  { from: [1, 1], to: [4, 1, 1] },
];

async function expectSame(source: CaseTensor, shape: Shape): Promise<void> {
  const expected = await runOpCase(createReferenceEngine(), {
    op: "broadcastTo",
    claim: "",
    inputs: [source],
    attributes: { shape },
  });
  const type = { dtype: source.type.dtype, shape };
  const { target } = runKernel({
    tensors: { source, target: { type, data: allocate(type).fill(77) } },
    targets: ["target"],
    emit: (fn, operands) => emitBroadcast(fn, operands),
  });
  expect(target).toEqual(expected);
}

describe("emitBroadcast()", () => {
  test.each(SHAPES)("emitBroadcast() repeats floats of $from to $to", async ({ from, to }) => {
    await expectSame(uniform(from, 1), to);
  });

  test.each(SHAPES)("emitBroadcast() repeats truth values of $from to $to", async ({ from, to }) => {
    await expectSame(uniformBools(from, 2), to);
  });
});
