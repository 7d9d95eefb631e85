import type { ConvolutionAttributes } from "../../../graph/ops/convolution.ts";
import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32, i32 } from "../assembler/scalar_instructions.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";
import { emitFours } from "./axis_loops.ts";
import { loadLanes, storeLanes } from "./lanes_in_memory.ts";

/** A convolution of each channel with kernels of its own. */
export interface Depthwise {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Kernels a channel. */
  readonly multiplier: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelSize: Size2d;
  readonly attributes: ConvolutionAttributes;
}

/** The three tensors of a convolution, `y = x * kernel`. */
export interface DepthwiseTensors {
  readonly x: I32;
  readonly kernel: I32;
  readonly y: I32;
}

/** Emits a body for each output pixel and each kernel element that falls on the image: it gets the addresses of their first channels. */
function emitTaps(
  fn: FunctionBuilder,
  conv: Depthwise,
  tensors: DepthwiseTensors,
  body: (at: DepthwiseTensors) => void,
): void {
  const { height, width, channels, multiplier, outHeight, outWidth, kernelSize } = conv;
  const { strides, padding, dilations } = conv.attributes;
  const [xPixel, yPixel] = [channels * 4, channels * multiplier * 4];
  const image = fn.let(tensors.x);
  const result = fn.let(tensors.y);
  const kernel = fn.local("i32");
  const position = (index: I32, stride: number, start: number): I32 =>
    i32.add(i32.mul(index, i32.constant(stride)), i32.constant(start));
  fn.range({ to: conv.images }, () => {
    fn.set(kernel, tensors.kernel);
    for (let kernelRow = 0; kernelRow < kernelSize[0]; kernelRow++) {
      for (let kernelColumn = 0; kernelColumn < kernelSize[1]; kernelColumn++) {
        const y = fn.let(result);
        const top = kernelRow * dilations[0] - padding.top;
        const left = kernelColumn * dilations[1] - padding.left;
        fn.range({ to: outHeight }, (outRow) => {
          const row = fn.let(position(outRow, strides[0], top));
          fn.when(i32.lessUnsigned(row, i32.constant(height)), () => {
            const line = fn.let(i32.mul(row, i32.constant(width)));
            const at = fn.let(y);
            fn.range({ to: outWidth }, (outColumn) => {
              const column = fn.let(position(outColumn, strides[1], left));
              fn.when(i32.lessUnsigned(column, i32.constant(width)), () => {
                const place = i32.mul(i32.add(line, column), i32.constant(xPixel));
                body({ x: fn.let(i32.add(image, place)), kernel, y: at });
              });
              fn.increase(at, yPixel);
            });
          });
          fn.increase(y, outWidth * yPixel);
        });
        fn.increase(kernel, yPixel);
      }
    }
    fn.increase(image, height * width * xPixel);
    fn.increase(result, outHeight * outWidth * yPixel);
  });
}

/**
 * Adds the products of two of the three tensors to the third: to `y` the convolution, to `x` its gradient of the images, to `kernel` that
 * of the kernel. One kernel a channel is multiplied four channels at a time, several one by one.
 */
export function emitDepthwise(
  fn: FunctionBuilder,
  conv: Depthwise,
  tensors: DepthwiseTensors,
  sum: keyof DepthwiseTensors,
): void {
  const [first, second] = (["x", "kernel", "y"] as const).filter((name) => name !== sum) as [
    keyof DepthwiseTensors,
    keyof DepthwiseTensors,
  ];
  emitTaps(fn, conv, tensors, (at) => {
    if (conv.multiplier === 1) {
      const axis = { size: conv.channels, strides: [4, 4, 4] };
      emitFours(fn, axis, [at[first], at[second], at[sum]], ([a, b, total], count) => {
        const load = (address: I32) => loadLanes({ address }, "float32", count);
        const next = fn.let(f32x4.add(load(total!), f32x4.mul(load(a!), load(b!))));
        storeLanes(fn, { address: total! }, next, { dtype: "float32", count });
      });
      return;
    }
    const walk = { x: fn.let(at.x), kernel: fn.let(at.kernel), y: fn.let(at.y) };
    const load = (name: keyof DepthwiseTensors) => f32.load({ address: walk[name] });
    fn.range({ to: conv.channels }, () => {
      fn.range({ to: conv.multiplier }, () => {
        fn.store({ address: walk[sum] }, f32.add(load(sum), f32.mul(load(first), load(second))));
        fn.increase(walk.kernel, 4);
        fn.increase(walk.y, 4);
      });
      fn.increase(walk.x, 4);
    });
  });
}
