import type { ConvolutionAttributes } from "../../../graph/ops/convolution.ts";
import type { PoolAttributes } from "../../../graph/ops/pooling.ts";
import type { TensorType } from "../../../graph/tensor_type.ts";
import { type ClippedPool, emitAveragePool, emitAveragePoolGradient } from "../kernels/emit_average_pool.ts";
import { type Depthwise, emitDepthwise } from "../kernels/emit_depthwise.ts";
import {
  type DepthwiseRows,
  emitDepthwiseRows,
  fitsRows,
  type WindowAxis,
} from "../kernels/emit_depthwise_rows.ts";
import { emitFill } from "../kernels/emit_spread.ts";
import type { LoweringTable } from "./lowering.ts";
import { bytesOf } from "./values.ts";

/** Images as a stage sees them: all of them, or one without the axis of the images. */
function imagesOf({ shape }: TensorType): {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
} {
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  return { images: shape.length === 4 ? shape[0]! : 1, height, width, channels };
}

function poolOf(x: TensorType, y: TensorType, { size, strides, padding }: PoolAttributes): ClippedPool {
  const { height: outHeight, width: outWidth } = imagesOf(y);
  return { ...imagesOf(x), outHeight, outWidth, size, strides, padding };
}

function depthwiseOf(
  types: { readonly x: TensorType; readonly kernel: TensorType; readonly y: TensorType },
  attributes: ConvolutionAttributes,
): Depthwise {
  const { height: outHeight, width: outWidth } = imagesOf(types.y);
  const [kernelHeight, kernelWidth, , multiplier] = types.kernel.shape as [number, number, number, number];
  const kernelSize = [kernelHeight, kernelWidth] as const;
  return { ...imagesOf(types.x), outHeight, outWidth, kernelSize, multiplier, attributes };
}

/** A depthwise convolution as rows of windows; null if it has several kernels a channel, or too many different windows. */
function rowsOf({ multiplier, attributes, ...conv }: Depthwise): DepthwiseRows | null {
  const { images, channels, kernelSize } = conv;
  const { strides, dilations, padding } = attributes;
  const axisOf = (axis: 0 | 1, sizes: Pick<WindowAxis, "size" | "outSize" | "padding">): WindowAxis => ({
    ...sizes,
    taps: kernelSize[axis],
    stride: strides[axis],
    dilation: dilations[axis],
  });
  const rows = axisOf(0, { size: conv.height, outSize: conv.outHeight, padding: padding.top });
  const columns = axisOf(1, { size: conv.width, outSize: conv.outWidth, padding: padding.left });
  const made = { images, channels, rows, columns, flipped: false };
  return multiplier === 1 && fitsRows(made) ? made : null;
}

/** Without strides the gradient of the images is a depthwise convolution of the upstream gradient with the kernels turned round. */
function gradientRowsOf(conv: Depthwise): DepthwiseRows | null {
  const { strides, dilations, padding } = conv.attributes;
  if (strides[0] !== 1 || strides[1] !== 1) {
    return null;
  }
  const [height, width] = conv.kernelSize;
  const turned = {
    ...padding,
    top: (height - 1) * dilations[0] - padding.top,
    left: (width - 1) * dilations[1] - padding.left,
  };
  const rows = rowsOf({
    ...conv,
    height: conv.outHeight,
    width: conv.outWidth,
    outHeight: conv.height,
    outWidth: conv.width,
    attributes: { strides, dilations, padding: turned },
  });
  return rows === null ? null : { ...rows, flipped: true };
}

/** Windows whose elements are told from padding one by one: average pooling and depthwise convolutions. */
export const windowLowerings: Pick<
  LoweringTable,
  | "avgPool"
  | "avgPoolGrad"
  | "depthwiseConv2d"
  | "depthwiseConv2dBackpropInput"
  | "depthwiseConv2dBackpropFilter"
> = {
  avgPool: ({ node, inputs, output }) => ({
    name: `avgPool #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      const pool = poolOf(source!.type, target!.type, node.attributes);
      emitAveragePool(fn, pool, { source: source!.address, target: target!.address });
    },
  }),
  avgPoolGrad: ({ node, inputs, output }) => ({
    name: `avgPoolGrad #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [upstream], writes: [target] }) => {
      const pool = poolOf(target!.type, upstream!.type, node.attributes);
      emitFill(fn, target!.address, bytesOf(output.type), 0);
      emitAveragePoolGradient(fn, pool, { upstream: upstream!.address, target: target!.address });
    },
  }),
  depthwiseConv2d: ({ node, inputs, output }) => ({
    name: `depthwiseConv2d #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [x, kernel], writes: [y] }, features) => {
      const conv = depthwiseOf({ x: x!.type, kernel: kernel!.type, y: y!.type }, node.attributes);
      const rows = rowsOf(conv);
      if (rows !== null) {
        const tensors = { x: x!.address, kernel: kernel!.address, y: y!.address, sum: "y" } as const;
        emitDepthwiseRows(fn, rows, { tensors, features });
        return;
      }
      emitFill(fn, y!.address, bytesOf(output.type), 0);
      emitDepthwise(fn, conv, { x: x!.address, kernel: kernel!.address, y: y!.address }, "y");
    },
  }),
  depthwiseConv2dBackpropInput: ({ node, inputs, output }) => ({
    name: `depthwiseConv2dBackpropInput #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [kernel, y], writes: [x] }, features) => {
      const conv = depthwiseOf({ x: x!.type, kernel: kernel!.type, y: y!.type }, node.attributes);
      const rows = gradientRowsOf(conv);
      if (rows !== null) {
        const tensors = { x: y!.address, kernel: kernel!.address, y: x!.address, sum: "y" } as const;
        emitDepthwiseRows(fn, rows, { tensors, features });
        return;
      }
      emitFill(fn, x!.address, bytesOf(output.type), 0);
      emitDepthwise(fn, conv, { x: x!.address, kernel: kernel!.address, y: y!.address }, "x");
    },
  }),
  depthwiseConv2dBackpropFilter: ({ node, inputs, output, accumulate }) => ({
    name: `depthwiseConv2dBackpropFilter #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [x, y], writes: [kernel] }, features) => {
      const conv = depthwiseOf({ x: x!.type, kernel: kernel!.type, y: y!.type }, node.attributes);
      if (!accumulate) {
        emitFill(fn, kernel!.address, bytesOf(output.type), 0);
      }
      const rows = rowsOf(conv);
      if (rows !== null) {
        const tensors = { x: x!.address, kernel: kernel!.address, y: y!.address, sum: "kernel" } as const;
        emitDepthwiseRows(fn, rows, { tensors, features });
        return;
      }
      emitDepthwise(fn, conv, { x: x!.address, kernel: kernel!.address, y: y!.address }, "kernel");
    },
  }),
};
