import { createReferenceEngine, createWasmEngine, referenceCnn } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { MODELS } from "../networks.ts";
import { kernelCases } from "./kernel_case.ts";

describe("kernelCases()", () => {
  test("finds each convolution, its gradients and each product of matrices of the reference CNN, and nothing dead", () => {
    const ids = kernelCases(referenceCnn(), 2).map(({ id }) => id);
    expect(ids.sort()).toEqual([
      "conv2d/2x13x13x32_3x3x32x64",
      "conv2d/2x28x28x1_3x3x1x32",
      "conv2d/2x5x5x64_3x3x64x64",
      "conv2dBackpropFilter/2x13x13x32_2x11x11x64",
      "conv2dBackpropFilter/2x28x28x1_2x26x26x32",
      "conv2dBackpropFilter/2x5x5x64_2x3x3x64",
      "conv2dBackpropInput/3x3x32x64_2x11x11x64",
      "conv2dBackpropInput/3x3x64x64_2x3x3x64",
      "matMul/2x10_64x10_tb",
      "matMul/2x576_2x64_ta",
      "matMul/2x576_576x64",
      "matMul/2x64_2x10_ta",
      "matMul/2x64_576x64_tb",
      "matMul/2x64_64x10",
    ]);
  });

  test("counts two operations for each multiply-add, the same for an op and its gradients", () => {
    const flops = new Map(kernelCases(referenceCnn(), 2).map((each) => [each.id, each.flops]));
    // 2 images, 11 x 11 places, 64 filters, 3 x 3 x 32 products
    const convolution = 2 * 2 * 11 * 11 * 64 * 3 * 3 * 32;
    expect(flops.get("conv2d/2x13x13x32_3x3x32x64")).toBe(convolution);
    expect(flops.get("conv2dBackpropInput/3x3x32x64_2x11x11x64")).toBe(convolution);
    expect(flops.get("conv2dBackpropFilter/2x13x13x32_2x11x11x64")).toBe(convolution);
    expect(flops.get("matMul/2x576_576x64")).toBe(2 * 2 * 576 * 64);
    expect(flops.get("matMul/2x576_2x64_ta")).toBe(2 * 2 * 576 * 64);
  });

  test("says what else makes a kernel another: strides, padding; depthwise ones have no channels to add up", () => {
    const mobilenet = new Map(kernelCases(MODELS.mobilenet(), 1).map((each) => [each.id, each.flops]));
    const strided = "depthwiseConv2d/1x32x32x64_3x3x64x1_s2x2_padded";
    expect(mobilenet.get(strided)).toBe(2 * 16 * 16 * 64 * 3 * 3);
  });

  test("makes programs that run, and whose total is that of the op", async () => {
    const found = kernelCases(referenceCnn(), 1).find(({ id }) => id === "matMul/1x64_64x10")!;
    const state = {
      "input.0": Float32Array.from({ length: 64 }, (_unused, index) => index / 64),
      "input.1": new Float32Array(640).fill(0.5),
    };
    for (const engine of [createReferenceEngine(), createWasmEngine()]) {
      const executable = await engine.compile(found.program);
      await executable.writeState(state);
      await executable.run("run", {});
      const { total } = await executable.readState(["total"]);
      executable.dispose();
      // (0 + 1 + ... + 63) / 64 halves, in each of 10 columns
      expect(total?.[0]).toBe(157.5);
    }
  });
});
