import type { ConvolutionAttributes } from "../../graph/ops/convolution.ts";
import * as t from "../../graph/ops/mod.ts";
import { broadcastShape } from "../../graph/ops/shape.ts";
import type { Padding2d, Size2d } from "../../graph/ops/window.ts";
import { sizeOf } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { Dice } from "./dice.ts";
import type { Grower } from "./grower.ts";

/** A step by which a graph grows; it gives a value, or nothing if there is no operand for it. */
export type Growth = (grower: Grower) => Value | undefined;

/** Keeps numbers small, so that the errors of sums stay comparable. */
export function tame(x: Value): Value {
  return t.tanh(x);
}

/** What dice make of windows may be larger than the images: then there is no value. */
function ifItFits(make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function drawSize(dice: Dice, largest: number): Size2d {
  return [1 + dice.roll(largest), 1 + dice.roll(largest)];
}

function drawPadding(dice: Dice): Padding2d {
  const draw = (): number => (dice.once(2) ? 0 : dice.roll(4));
  return { top: draw(), bottom: draw(), left: draw(), right: draw() };
}

function drawConvolution(dice: Dice): ConvolutionAttributes {
  return { strides: drawSize(dice, 3), padding: drawPadding(dice), dilations: drawSize(dice, 2) };
}

/** Some axes, at least one. */
function drawAxes({ dice }: Grower, { shape }: Value): number[] {
  const axes = shape.flatMap((_size, axis) => (dice.once(2) ? [axis] : []));
  return axes.length === 0 ? [dice.roll(shape.length)] : axes;
}

/** Images and a kernel that may be any value with the right axes. */
function drawKernel({ images, pick, which }: Grower): [Value, Value] | undefined {
  const x = images();
  const kernel = x && pick(which("float32", ({ shape }) => shape.length === 4 && shape[2] === x.shape[3]));
  return kernel && sizeOf(kernel.shape) <= 512 ? [x, kernel] : undefined;
}

const elementwise: readonly Growth[] = [
  ({ any }) => tame(any()),
  ({ any }) => t.neg(any()),
  ({ any }) => t.exp(t.minimum(any(), 1)),
  ({ any }) => t.log(t.add(t.mul(t.relu(any()), 2), 0.5)),
  ({ any }) => t.sqrt(t.add(t.relu(any()), 0.25)),
  ({ any }) => t.sigmoid(any()),
  ({ any }) => t.abs(any()),
  ({ any }) => t.erf(any()),
  ({ any }) => t.softplus(any()),
  ({ pick, which, isExact, dice }) => {
    const x = pick(which("float32", isExact))!;
    return dice.once(2) ? t.sign(x) : t.floor(t.mul(x, 3));
  },
  ({ any }) => {
    const x = any();
    return t.mul(x, t.stopGradient(x));
  },
  ({ pair }) => t.add(...pair()),
  ({ pair }) => t.sub(...pair()),
  ({ pair }) => tame(t.mul(...pair())),
  ({ pair }) => t.maximum(...pair()),
  ({ pair }) => {
    const [x, y] = pair();
    return tame(t.div(x, t.add(t.relu(y), 0.5)));
  },
  ({ any, variable, dice }) => {
    const x = any();
    const random = t.randomUniform(variable("seed"), variable("step"), x.shape);
    return dice.once(3) ? t.normalFromUniform(random) : t.select(t.greaterEqual(random, 0.25), x, 0.5);
  },
];

const shapes: readonly Growth[] = [
  ({ any }) => {
    const x = any();
    return t.reshape(x, [sizeOf(x.shape)]);
  },
  ({ any }) => {
    const x = any(2);
    return t.reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]);
  },
  ({ any }) => {
    const x = any(2);
    return t.reshape(x, x.shape.toReversed());
  },
  ({ any, dice }) => {
    const x = any();
    const at = dice.roll(x.shape.length + 1);
    return t.reshape(x, x.shape.toSpliced(at, 0, 1));
  },
  ({ pick, which, dice }) => {
    const x = pick(which(dice.pick(["float32", "float32", "int32", "bool"])))!;
    const axes = x.shape.map((_size, axis) => axis);
    const turned = dice.once(2) ? axes.toReversed() : [...axes.slice(1), ...axes.slice(0, 1)];
    return t.transpose(x, turned);
  },
  ({ pick, which, fits, dice }) => {
    const x = pick(which(dice.pick(["float32", "float32", "bool"])))!;
    const wide = dice.pick(which("float32", ({ shape }) => fits(x.shape, shape))).shape;
    return t.broadcastTo(x, [...(dice.once(3) ? [2] : []), ...broadcastShape(x.shape, wide)]);
  },
  ({ builder, any, dice }) => {
    const { shape } = any();
    const isEven = dice.once(2) || sizeOf(shape) > 512;
    const values = Array.from({ length: isEven ? 1 : sizeOf(shape) }, () => dice.roll(9) / 4 - 1);
    return t.constant(builder, values, { shape });
  },
];

/** Parts of tensors, and tensors made of parts. */
const regions: readonly Growth[] = [
  ({ pick, which, dice }) => {
    const x = pick(which(dice.pick(["float32", "float32", "float32", "int32", "bool"])))!;
    const size = x.shape.map((length, axis) => (axis === 0 && dice.once(2) ? length : 1 + dice.roll(length)));
    const begin = size.map((count, axis) => dice.roll(x.shape[axis]! - count + 1));
    return t.slice(x, begin, size);
  },
  ({ pick, which, dice }) => {
    const x = pick(
      which(dice.pick(["float32", "float32", "float32", "int32"]), ({ shape }) => shape.length > 0),
    )!;
    const axis = dice.roll(x.shape.length);
    const y = pick(
      which(
        x.dtype,
        ({ shape }) =>
          shape.length === x.shape.length && shape.every((size, i) => i === axis || size === x.shape[i]),
      ),
    );
    return t.concat([x, y!], axis);
  },
  ({ pick, which, dice }) => {
    const x = pick(which(dice.pick(["float32", "float32", "float32", "int32"])))!;
    const draw = (): number[] =>
      x.shape.map((_size, axis) => (axis === 0 && dice.once(2) ? 0 : dice.roll(2)));
    return t.pad(x, { before: draw(), after: draw(), value: dice.pick([0, 1]) });
  },
  ({ images, dice }) => {
    const x = images();
    return x && t.resizeNearest(x, [1 + dice.roll(2), 1 + dice.roll(3)]);
  },
];

const reductions: readonly Growth[] = [
  ({ any }) => t.softmax(any(1)),
  ({ any }) => tame(t.mean(any())),
  (grower) => {
    const x = grower.any(1);
    return tame(t.sum(x, { axes: drawAxes(grower, x), keepDims: grower.dice.once(2) }));
  },
  (grower) => {
    const x = grower.any(1);
    return t.sub(x, t.mean(x, { axes: drawAxes(grower, x), keepDims: true }));
  },
  (grower) => {
    const x = grower.any(1);
    return t.max(x, { axes: drawAxes(grower, x), keepDims: grower.dice.once(2) });
  },
  ({ pick, which, isExact, dice }) => {
    const x = pick(which("float32", (value) => value.shape.length > 0 && isExact(value)))!;
    return t.argMax(x, dice.roll(x.shape.length));
  },
];

const products: readonly Growth[] = [
  ({ images, variable }) => {
    const x = images(3);
    return x && ifItFits(() => tame(t.add(t.conv2d(x, variable("kernel")), variable("bias"))));
  },
  ({ images, variable }) => {
    const x = images(5);
    return x && tame(t.conv2d(x, variable("pointwise")));
  },
  (grower) => {
    const drawn = drawKernel(grower);
    const attributes = drawConvolution(grower.dice);
    return drawn && ifItFits(() => tame(t.conv2d(...drawn, attributes)));
  },
  (grower) => {
    const drawn = drawKernel(grower);
    const attributes = drawConvolution(grower.dice);
    return (
      drawn &&
      ifItFits(() => {
        const [x, kernel] = drawn;
        const y = tame(t.conv2d(x, kernel, attributes));
        return grower.dice.once(2)
          ? tame(t.conv2dBackpropInput(kernel, y, { ...attributes, shape: x.shape }))
          : tame(t.conv2dBackpropFilter(x, y, { ...attributes, shape: kernel.shape }));
      })
    );
  },
  ({ images, dice }) => {
    const x = images();
    const attributes = { size: drawSize(dice, 3), strides: drawSize(dice, 3), padding: drawPadding(dice) };
    // a window that sees nothing but padding has an infinity, and so would all that follows
    return x && ifItFits(() => t.maximum(t.maxPool(x, attributes), -2));
  },
  ({ images, dice }) => {
    const x = images();
    const attributes = { size: drawSize(dice, 3), strides: drawSize(dice, 3), padding: drawPadding(dice) };
    return x && ifItFits(() => t.avgPool(x, attributes));
  },
  ({ images, pick, which, dice }) => {
    const x = images();
    const attributes = drawConvolution(dice);
    const kernel =
      x &&
      pick(which("float32", ({ shape }) => shape.length === 4 && shape[2] === x.shape[3] && shape[3]! < 4));
    return kernel && ifItFits(() => tame(t.depthwiseConv2d(x, kernel, attributes)));
  },
  ({ any, pick, which, dice }) => {
    const a = any(2);
    const [transposeA, transposeB] = [dice.once(2), dice.once(2)];
    const inner = a.shape[transposeA ? 0 : 1];
    const b = pick(
      which("float32", ({ shape }) => shape.length === 2 && shape[transposeB ? 1 : 0] === inner),
    );
    return a.shape.length === 2 && b ? tame(t.matMul(a, b, { transposeA, transposeB })) : undefined;
  },
];

/** Whole numbers and truth values. */
const selections: readonly Growth[] = [
  ({ pick, which, isExact }) => t.cast(t.mul(pick(which("float32", isExact))!, 3), "int32"),
  ({ pair }) => t.add(...pair("int32")),
  ({ pair }) => t.sub(...pair("int32")),
  ({ pair }) => t.mul(...pair("int32")),
  ({ pick, which }) => {
    const numbers = pick([...which("int32"), ...which("uint8")])!;
    return tame(t.mul(t.cast(numbers, "float32"), 2 ** -6));
  },
  ({ pick, which, dice }) =>
    t.oneHot(pick(which("int32", ({ shape }) => shape.length < 4))!, 1 + dice.roll(9)),
  ({ pair, isExact, dice }) =>
    dice.pick([t.greater, t.greaterEqual, t.equal])(...pair(dice.pick(["float32", "int32"]), isExact)),
  ({ pick, which, dice }) => t.cast(pick(which("bool"))!, dice.pick(["int32", "float32", "float32"])),
  ({ pick, which, fits, pair, dice }) => {
    const [x, y] = pair(dice.pick(["float32", "float32", "int32"]));
    const shape = broadcastShape(x.shape, y.shape);
    const condition = pick(which("bool", (value) => fits(value.shape, shape)));
    return condition && t.select(condition, x, y);
  },
  ({ pick, which, dice }) => {
    const x = pick(which(dice.pick(["int32", "bool", "uint8"])))!;
    return t.reshape(x, [sizeOf(x.shape)]);
  },
];

/** Every way in which a random graph grows. */
export const GROWTHS: readonly Growth[] = [
  ...elementwise,
  ...shapes,
  ...regions,
  ...reductions,
  ...products,
  ...selections,
];
