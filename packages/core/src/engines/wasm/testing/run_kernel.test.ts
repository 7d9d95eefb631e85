import { describe, expect, test } from "vitest";
import { ints } from "../../../testing/case_tensor.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Operand } from "../kernels/operand.ts";
import { runKernel } from "./run_kernel.ts";

function runOn(
  targets: readonly ("x" | "y")[],
  emit: (fn: FunctionBuilder, operands: Readonly<Record<"x" | "y", Operand>>) => void,
): Record<"x" | "y", unknown> {
  return runKernel({ tensors: { x: ints([2], [1, 2]), y: ints([2], [3, 4]) }, targets, emit });
}

describe("runKernel()", () => {
  test("runKernel() gives what a kernel stores", () => {
    const result = runOn(["y"], (fn, { x, y }) => {
      fn.store({ address: y.address, offset: 4 }, i32.load({ address: x.address }));
    });
    expect(result).toEqual({ x: Int32Array.of(1, 2), y: Int32Array.of(3, 1) });
  });

  test.each([
    { where: "behind a target", offset: 8 },
    { where: "in front of a target", offset: -1 },
  ])("runKernel() refuses a byte $where", ({ offset }) => {
    expect(() =>
      runOn(["x", "y"], (fn, { y }) => {
        fn.storeByte({ address: i32.add(y.address, i32.constant(offset)) }, i32.constant(1));
      }),
    ).toThrow("Cannot accept a kernel as it must change nothing but its targets");
  });

  test("runKernel() refuses a change of what is no target", () => {
    expect(() => runOn(["y"], (fn, { x }) => fn.store({ address: x.address }, i32.constant(9)))).toThrow(
      "Cannot accept a kernel as it must change nothing but its targets",
    );
  });

  test("runKernel() refuses results that depend on how addresses are given", () => {
    expect(() =>
      runOn(["x", "y"], (fn, { x, y }) => {
        fn.store({ address: y.address }, i32.constant(x.address.bytes[0]!));
      }),
    ).toThrow("Cannot accept a kernel as addresses must not matter");
  });
});
