import { describe, expect, test } from "vitest";
import { allocate, type Shape } from "../../../graph/tensor_type.ts";
import { type CaseTensor, uniform, uniformBytes, uniformInts } from "../../../testing/case_tensor.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitTranspose } from "./emit_transpose.ts";

const PERMUTATIONS: readonly { readonly shape: Shape; readonly permutation: readonly number[] }[] = [
  { shape: [], permutation: [] },
  { shape: [5], permutation: [0] },
  ...[1, 2, 3, 4, 5, 8, 9].flatMap((rows) =>
    [1, 2, 3, 4, 7, 12, 33].map((cols) => ({ shape: [rows, cols], permutation: [1, 0] })),
  ),
  { shape: [3, 4, 5], permutation: [0, 1, 2] },
  { shape: [3, 4, 5], permutation: [0, 2, 1] },
  { shape: [3, 4, 5], permutation: [1, 0, 2] },
  { shape: [3, 4, 5], permutation: [1, 2, 0] },
  { shape: [3, 4, 5], permutation: [2, 0, 1] },
  { shape: [3, 4, 5], permutation: [2, 1, 0] },
  { shape: [3, 1, 5, 1], permutation: [3, 2, 1, 0] },
  { shape: [2, 3, 4, 5], permutation: [3, 1, 2, 0] },
  { shape: [5, 6, 7, 9], permutation: [2, 0, 3, 1] },
  { shape: [3, 3, 8, 16], permutation: [0, 1, 3, 2] },
  { shape: [2, 3, 2, 3, 2], permutation: [4, 0, 3, 1, 2] },
];

async function expectSame(input: CaseTensor, permutation: readonly number[]): Promise<void> {
  const expected = await runOpCase(createReferenceEngine(), {
    op: "transpose",
    claim: "",
    inputs: [input],
    attributes: { permutation },
  });
  const { dtype, shape } = input.type;
  const type = { dtype, shape: permutation.map((axis) => shape[axis]!) };
  const { target } = runKernel({
    tensors: { source: input, target: { type, data: allocate(type).fill(77) } },
    targets: ["target"],
    emit: (fn, operands) => emitTranspose(fn, { ...operands, permutation }),
  });
  expect(target).toEqual(expected);
}

describe("emitTranspose()", () => {
  test.each(PERMUTATIONS)(
    "emitTranspose() moves floats of $shape to $permutation",
    async ({ shape, permutation }) => {
      await expectSame(uniform(shape, 1), permutation);
    },
  );

  test.each(PERMUTATIONS)(
    "emitTranspose() moves bytes of $shape to $permutation",
    async ({ shape, permutation }) => {
      await expectSame(uniformBytes(shape, 2), permutation);
    },
  );

  test("emitTranspose() moves int32 as they are, those that are no number as float32 too", async () => {
    await expectSame(uniformInts([9, 6], 3, [-0x8000_0000, 0x7fff_ffff]), [1, 0]);
  });
});
