import { describe, test } from "vitest";
import { sizeOf } from "../../../graph/tensor_type.ts";
import { checkClose } from "../../../testing/check_close.ts";
import type { OpCase, OpCaseOf } from "../../../testing/op_case.ts";
import { opCases } from "../../../testing/op_cases/op_cases.ts";
import { runOpCase } from "../../../testing/run_op_case.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { type Depthwise, type DepthwiseTensors, emitDepthwise } from "./emit_depthwise.ts";

type Name = "depthwiseConv2d" | "depthwiseConv2dBackpropInput" | "depthwiseConv2dBackpropFilter";

/** Which of the three tensors an op computes, and which are its inputs. */
const PARTS: Readonly<Record<Name, readonly (keyof DepthwiseTensors)[]>> = {
  depthwiseConv2d: ["y", "x", "kernel"],
  depthwiseConv2dBackpropInput: ["x", "kernel", "y"],
  depthwiseConv2dBackpropFilter: ["kernel", "x", "y"],
};

const cases = opCases.filter((one: OpCase): one is OpCaseOf<Name> & OpCase => one.op in PARTS);
const results = cases.filter(({ op }) => op === "depthwiseConv2dBackpropInput");

describe("emitDepthwise()", () => {
  test.each(cases)(
    "emitDepthwise() gives what the reference gives, and reads and writes nothing else: $op, $claim",
    async (one) => {
      const [sum, first, second] = PARTS[one.op as Name] as [
        keyof DepthwiseTensors,
        keyof DepthwiseTensors,
        keyof DepthwiseTensors,
      ];
      // the gradient by the images has the shapes of all three
      const shaped = results.find(({ claim }) => claim === one.claim)!;
      const shapes = {
        x: (shaped.attributes as { shape: readonly number[] }).shape,
        kernel: shaped.inputs[0]!.type.shape,
        y: shaped.inputs[1]!.type.shape,
      };
      const [images, height, width, channels] = shapes.x as [number, number, number, number];
      const [, outHeight, outWidth] = shapes.y as [number, number, number, number];
      const [kernelHeight, kernelWidth, , multiplier] = shapes.kernel as [number, number, number, number];
      const conv: Depthwise = {
        images,
        height,
        width,
        channels,
        multiplier,
        outHeight,
        outWidth,
        kernelSize: [kernelHeight, kernelWidth],
        attributes: one.attributes,
      };
      const zero = {
        type: { dtype: "float32", shape: shapes[sum] } as const,
        data: new Float32Array(sizeOf(shapes[sum])),
      };
      const { [sum]: found } = runKernel({
        tensors: { [sum]: zero, [first]: one.inputs[0]!, [second]: one.inputs[1]! } as Record<
          keyof DepthwiseTensors,
          typeof zero
        >,
        targets: [sum],
        emit: (fn, { x, kernel, y }) =>
          emitDepthwise(fn, conv, { x: x.address, kernel: kernel.address, y: y.address }, sum),
      });
      checkClose(found!, await runOpCase(createReferenceEngine(), one), { relative: 1e-5 });
    },
  );
});
