import { describe, expect, test } from "vitest";
import { allocate } from "../../../graph/tensor_type.ts";
import { uniformBytes, uniformInts } from "../../../testing/case_tensor.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitCopy } from "./emit_copy.ts";

const SIZES = [
  1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 100, 127, 128, 129, 143, 255, 511, 512, 513, 4000,
];

describe("emitCopy()", () => {
  test.each(SIZES)("emitCopy() copies %i bytes and no more", (size) => {
    const source = uniformBytes([size], 1);
    const { target } = runKernel({
      tensors: { source, target: { type: source.type, data: allocate(source.type).fill(77) } },
      targets: ["target"],
      emit: (fn, operands) => emitCopy(fn, operands),
    });
    expect(target).toEqual(source.data);
  });

  test("emitCopy() copies elements of four bytes", () => {
    const source = uniformInts([3, 11], 2, [-0x8000_0000, 0x7fff_ffff]);
    const { target } = runKernel({
      tensors: { source, target: { type: source.type, data: allocate(source.type) } },
      targets: ["target"],
      emit: (fn, operands) => emitCopy(fn, operands),
    });
    expect(target).toEqual(source.data);
  });
});
