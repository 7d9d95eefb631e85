import { describe, expect, test } from "vitest";
import { allocate } from "../../../graph/tensor_type.ts";
import { checkClose } from "../../../testing/check_close.ts";
import type { OpCase, OpCaseOf } from "../../../testing/op_case.ts";
import { opCases } from "../../../testing/op_cases/op_cases.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { type ClippedPool, emitAveragePool, emitAveragePoolGradient } from "./emit_average_pool.ts";

const forward = opCases.filter((one: OpCase): one is OpCaseOf<"avgPool"> => one.op === "avgPool");
const backward = opCases.filter((one: OpCase): one is OpCaseOf<"avgPoolGrad"> => one.op === "avgPoolGrad");

type Sizes = readonly [images: number, height: number, width: number, channels: number];

/** The pooling of a gradient's case, and the shape of what is pooled and of the result. */
function poolOf({ inputs: [upstream], attributes }: OpCaseOf<"avgPoolGrad">): {
  pool: ClippedPool;
  x: Sizes;
  y: Sizes;
} {
  const x = attributes.shape as unknown as Sizes;
  const y = upstream!.type.shape as unknown as Sizes;
  const [images, height, width, channels] = x;
  const [, outHeight, outWidth] = y;
  return { pool: { images, height, width, channels, outHeight, outWidth, ...attributes }, x, y };
}

describe("emitAveragePool()", () => {
  test.each(forward.map((one, index) => ({ claim: one.claim, one, pooling: poolOf(backward[index]!) })))(
    "emitAveragePool() gives what the reference gives, and reads and writes nothing else: $claim",
    async ({ one, pooling: { pool, y } }) => {
      const type = { dtype: "float32", shape: y } as const;
      const { target } = runKernel({
        tensors: { source: one.inputs[0]!, target: { type, data: allocate(type).fill(77) } },
        targets: ["target"],
        emit: (fn, operands) =>
          emitAveragePool(fn, pool, { source: operands.source.address, target: operands.target.address }),
      });
      checkClose(target, await runOpCase(createReferenceEngine(), one), { relative: 1e-6 });
    },
  );

  test("emitAveragePool() gives 0 for a window of padding alone", () => {
    const pool = { images: 1, height: 2, width: 1, channels: 1, outHeight: 3, outWidth: 1 } as const;
    const window = {
      size: [1, 1],
      strides: [2, 1],
      padding: { top: 2, bottom: 1, left: 0, right: 0 },
    } as const;
    const type = { dtype: "float32", shape: [3] } as const;
    const { target } = runKernel({
      tensors: {
        source: { type: { dtype: "float32", shape: [2] }, data: Float32Array.of(5, 7) },
        target: { type, data: allocate(type).fill(77) },
      },
      targets: ["target"],
      emit: (fn, operands) =>
        emitAveragePool(
          fn,
          { ...pool, ...window },
          { source: operands.source.address, target: operands.target.address },
        ),
    });
    expect(target).toEqual(Float32Array.of(0, 5, 0));
  });
});

describe("emitAveragePoolGradient()", () => {
  test.each(backward)(
    "emitAveragePoolGradient() gives what the reference gives, and reads and writes nothing else: $claim",
    async (one) => {
      const { pool, x } = poolOf(one);
      const type = { dtype: "float32", shape: x } as const;
      const { target } = runKernel({
        tensors: { upstream: one.inputs[0]!, target: { type, data: allocate(type) } },
        targets: ["target"],
        emit: (fn, operands) =>
          emitAveragePoolGradient(fn, pool, {
            upstream: operands.upstream.address,
            target: operands.target.address,
          }),
      });
      checkClose(target, await runOpCase(createReferenceEngine(), one), { relative: 1e-6 });
    },
  );
});
