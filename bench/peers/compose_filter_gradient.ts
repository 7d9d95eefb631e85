import type { Core, Tensor } from "./tfjs.ts";

interface Attributes {
  readonly strides: number | readonly [number, number];
  readonly pad: "same" | "valid";
  readonly filterShape: readonly [number, number, number, number];
}

/** Rows or columns before and after an image, as TensorFlow pads for `same`. */
function paddingOf(given: number, taken: number, { kernel, stride }: { kernel: number; stride: number }) {
  const whole = Math.max((taken - 1) * stride + kernel - given, 0);
  return [Math.floor(whole / 2), Math.ceil(whole / 2)] as const;
}

/**
 * Gives the wasm backend of TensorFlow.js a gradient of convolution kernels, which it lacks, made of ops that it has: what each tap of the
 * kernel sees, side by side, times the upstream gradient.
 */
export function composeFilterGradient(core: Core): void {
  core.registerKernel({
    kernelName: "Conv2DBackpropFilter",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) => {
      const { strides, pad, filterShape } = attrs as unknown as Attributes;
      const [sy, sx] = typeof strides === "number" ? [strides, strides] : strides;
      const [kh, kw, channels, filters] = filterShape;
      const dy = core.engine().makeTensorFromTensorInfo(inputs["dy"]);
      const given = core.engine().makeTensorFromTensorInfo(inputs["x"]);
      const [images, height, width] = given.shape as readonly [number, number, number];
      const [, rows, columns] = dy.shape as readonly [number, number, number];
      const x =
        pad === "valid"
          ? given
          : core.pad(given, [
              [0, 0],
              paddingOf(height, rows, { kernel: kh, stride: sy }),
              paddingOf(width, columns, { kernel: kw, stride: sx }),
              [0, 0],
            ]);
      const seen: Tensor[] = [];
      for (let top = 0; top < kh; top++) {
        for (let left = 0; left < kw; left++) {
          const end = [images, top + (rows - 1) * sy + 1, left + (columns - 1) * sx + 1, channels];
          const tap = core.stridedSlice(x, [0, top, left, 0], end, [1, sy, sx, 1]);
          seen.push(core.reshape(tap, [-1, channels]));
        }
      }
      const product = core.matMul(core.concat(seen, 1), core.reshape(dy, [-1, filters]), true, false);
      return core.reshape(product, filterShape);
    },
  });
}
