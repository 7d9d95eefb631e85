import { windowElements } from "../../graph/ops/max_pooling.ts";
import type { PoolAttributes } from "../../graph/ops/pooling.ts";
import { NO_PADDING, type Padding2d, type Size2d, windowOutput } from "../../graph/ops/window.ts";
import { allocate, type Shape } from "../../graph/tensor_type.ts";
import { type CaseTensor, distinct, floats, uniform } from "../case_tensor.ts";
import type { OpCaseOf, OpCaseTable } from "../op_case.ts";

interface Pool {
  readonly claim: string;
  readonly x: CaseTensor;
  readonly attributes: PoolAttributes;
  readonly singular?: boolean;
}

function pool(size: Size2d, strides: Size2d = size, padding: Padding2d = NO_PADDING): PoolAttributes {
  return { size, strides, padding };
}

const FIRST: Pool = {
  claim: "windows side by side",
  x: distinct([2, 4, 6, 8], 91),
  attributes: pool([2, 2]),
};

const POOLS: readonly Pool[] = [
  {
    claim: "a row and a column that no window covers",
    x: distinct([2, 5, 7, 3], 92),
    attributes: pool([2, 2]),
  },
  { claim: "windows that overlap", x: distinct([1, 6, 5, 5], 93), attributes: pool([3, 2], [2, 1]) },
  { claim: "windows with gaps between", x: distinct([1, 7, 8, 2], 94), attributes: pool([2, 2], [3, 3]) },
  {
    claim: "padding on all sides",
    x: distinct([1, 5, 5, 4], 95),
    attributes: pool([3, 3], [2, 2], { top: 1, bottom: 1, left: 1, right: 2 }),
  },
  { claim: "one window of the whole image", x: distinct([3, 3, 4, 2], 96), attributes: pool([3, 4]) },
  {
    claim: "negative numbers beside padding",
    x: { ...distinct([1, 3, 3, 1], 97), data: distinct([1, 3, 3, 1], 97).data.map((value) => value - 9) },
    attributes: pool([2, 2], [2, 2], { top: 1, bottom: 0, left: 1, right: 0 }),
  },
  {
    claim: "equals, of which the first wins",
    x: floats([1, 2, 4, 1], [0, 0, 1, 2, 0, 0, 2, 2]),
    attributes: pool([2, 2]),
    singular: true,
  },
];

function outputShape({ x: { type }, attributes }: Pool): Shape {
  const size = windowOutput("maxPool", type, attributes.size, attributes);
  return [type.shape[0]!, ...size, type.shape[3]!];
}

/** The maxima of a pooling, found from each output element on its own. */
function pooled(given: Pool): CaseTensor {
  const { x, attributes } = given;
  const { size, strides, padding } = attributes;
  const shape = outputShape(given);
  const [, height, width, channels] = x.type.shape as [number, number, number, number];
  const [, outHeight, outWidth] = shape as [number, number, number, number];
  const type = { dtype: "float32", shape } as const;
  const data = allocate(type).map((_zero, element) => {
    const channel = element % channels;
    const outColumn = Math.floor(element / channels) % outWidth;
    const outRow = Math.floor(element / channels / outWidth) % outHeight;
    const image = Math.floor(element / channels / outWidth / outHeight);
    let best = Number.NEGATIVE_INFINITY;
    for (let inWindow = 0; inWindow < size[0] * size[1]; inWindow++) {
      const row = outRow * strides[0] - padding.top + Math.floor(inWindow / size[1]);
      const column = outColumn * strides[1] - padding.left + (inWindow % size[1]);
      if (row >= 0 && row < height && column >= 0 && column < width) {
        best = Math.max(best, x.data[((image * height + row) * width + column) * channels + channel]!);
      }
    }
    return best;
  });
  return { type, data };
}

/** Positions within windows, each one and that of none in turn. */
function positions(given: Pool): CaseTensor {
  const type = { dtype: "uint8", shape: outputShape(given) } as const;
  const elements = windowElements(given.attributes);
  return { type, data: allocate(type).map((_zero, at) => at % (elements + 1)) };
}

const ODD_WINDOWS: readonly Omit<OpCaseOf<"maxPoolIndex">, "op">[] = [
  {
    claim: "a NaN in a window, first, last and alone",
    inputs: [floats([1, 2, 6, 1], [Number.NaN, 1, 2, 3, 5, 4, 1, 1, 2, Number.NaN, 4, 4])],
    attributes: pool([2, 2]),
  },
  {
    claim: "infinities and both zeros",
    inputs: [
      floats([1, 2, 6, 1], [-Infinity, -Infinity, -0, 0, 1, Infinity, -Infinity, -1, 0, -0, Infinity, 1]),
    ],
    attributes: pool([2, 2]),
  },
  {
    claim: "windows of more elements than a byte counts",
    inputs: [distinct([1, 17, 19, 3], 95)],
    attributes: pool([16, 16], [1, 3]),
  },
];

function forAll<TCase>(make: (given: Pool) => TCase): [TCase, ...TCase[]] {
  return [make(FIRST), ...POOLS.map(make)];
}

/** Cases of poolings and their gradients. */
export const poolingCases: Pick<
  OpCaseTable,
  "maxPool" | "maxPoolGrad" | "maxPoolIndex" | "maxUnpool" | "avgPool" | "avgPoolGrad"
> = {
  avgPool: forAll(({ claim, x, attributes }) => ({ claim, inputs: [x], attributes })),
  avgPoolGrad: forAll((given) => ({
    claim: given.claim,
    inputs: [uniform(outputShape(given), 99)],
    attributes: { ...given.attributes, shape: given.x.type.shape },
  })),
  maxPool: forAll(({ claim, x, attributes, singular = false }) => ({
    claim,
    inputs: [x],
    attributes,
    singular,
  })),
  maxPoolGrad: forAll((given) => ({
    claim: given.claim,
    inputs: [given.x, pooled(given), uniform(outputShape(given), 98)],
    attributes: given.attributes,
  })),
  maxPoolIndex: [
    ...forAll(({ claim, x, attributes }) => ({ claim, inputs: [x], attributes })),
    ...ODD_WINDOWS,
  ],
  maxUnpool: forAll((given) => ({
    claim: given.claim,
    inputs: [positions(given), uniform(outputShape(given), 98)],
    attributes: { ...given.attributes, shape: given.x.type.shape },
  })),
};
