import type { Shape } from "../../graph/tensor_type.ts";
import { type CaseTensor, distinct, floats, ints, uniform } from "../case_tensor.ts";
import type { OpCaseTable } from "../op_case.ts";

type Unary = "neg" | "exp" | "log" | "tanh" | "sqrt" | "abs" | "sign" | "floor" | "erf";
type Binary = "add" | "sub" | "mul" | "div" | "maximum" | "minimum";

/** A case of an op without attributes. */
interface PlainCase {
  readonly claim: string;
  readonly inputs: readonly CaseTensor[];
  readonly attributes: Readonly<Record<never, never>>;
  readonly singular?: boolean;
}

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
/** Around the width of a vector of four. */
const SIZES: readonly Shape[] = [[3], [4], [2, 5, 7]];

/** Cases over several sizes, the first a scalar. */
function overSizes(inputs: (shape: Shape) => readonly CaseTensor[]): [PlainCase, ...PlainCase[]] {
  const [scalar, ...others] = [[], ...SIZES].map(
    (shape: Shape): PlainCase => ({ claim: `shape [${shape}]`, inputs: inputs(shape), attributes: {} }),
  );
  return [scalar!, ...others];
}

function unaryCases(
  range: readonly [low: number, high: number],
  edges: readonly number[],
): [PlainCase, ...PlainCase[]] {
  return [
    ...overSizes((shape) => [uniform(shape, 11, range)]),
    {
      claim: "edges of the number range",
      inputs: [floats([edges.length], edges)],
      attributes: {},
      singular: true,
    },
  ];
}

/** Cases of an op that jumps or bends: no number is near a whole one. */
function steppedCases(edges: readonly number[]): [PlainCase, ...PlainCase[]] {
  const [, edgeCase] = [0, unaryCases([0, 1], edges).at(-1)!] as const;
  return [...overSizes((shape) => [distinct(shape, 16)]), edgeCase];
}

const EDGES: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [-0, 0],
  [infinity, infinity],
  [infinity, -infinity],
  [3e38, 3e38],
  [1e-30, 1e-30],
  [1, 0],
  [-1, 0],
  [nan, 1],
  [1, nan],
  [16_777_216, 1],
];

const EDGE_PAIRS: PlainCase = {
  claim: "edges of the number range",
  inputs: [0, 1].map((operand) =>
    floats(
      [EDGES.length],
      EDGES.map((pair) => pair[operand]!),
    ),
  ),
  attributes: {},
  singular: true,
};

function binaryCases(range: readonly [low: number, high: number]): [PlainCase, ...PlainCase[]] {
  return [...overSizes((shape) => [uniform(shape, 12, range), uniform(shape, 13, range)]), EDGE_PAIRS];
}

function extremumCases(): [PlainCase, ...PlainCase[]] {
  return [...overSizes((shape) => [distinct(shape, 14), distinct(shape, 15, 1 / 32)]), EDGE_PAIRS];
}

const WRAPPING_INTS: PlainCase = {
  claim: "int32 that wraps",
  inputs: [
    ints([5], [0x7fff_ffff, -0x8000_0000, 65_537, -3, 7]),
    ints([5], [1, -1, 65_537, 1_000_000_007, -0x8000_0000]),
  ],
  attributes: {},
};

/** Cases of arithmetic. */
export const elementwiseCases: Pick<OpCaseTable, Unary | Binary> = {
  neg: unaryCases([-2, 2], [0, -0, infinity, nan]),
  exp: unaryCases([-4, 2], [0, -0, 88.7, 89, -87, -100, -104, infinity, -infinity, nan, 1e-10]),
  log: unaryCases([0.25, 4], [0, -0, -1, 1, infinity, nan, 1e-38, 1e-42, 3e38, 0.999_999_94, 1.000_000_1]),
  tanh: unaryCases([-3, 3], [0, -0, 1e-30, 1e-4, -1e-4, 0.25, 9, -9.1, 20, infinity, -infinity, nan]),
  sqrt: unaryCases([0.25, 4], [0, -0, -1, 1e-42, 3e38, infinity, nan]),
  abs: steppedCases([0, -0, 1e-42, -1e-42, -3e38, infinity, -infinity, nan]),
  sign: steppedCases([0, -0, 1e-42, -1e-42, -3e38, infinity, -infinity, nan]),
  floor: steppedCases([0, -0, 0.5, -0.5, -1, 8_388_607.5, -8_388_607.5, 3e38, infinity, -infinity, nan]),
  erf: unaryCases(
    [-3, 3],
    [0, -0, 1e-42, 1e-30, 1e-4, -1e-4, 0.5, 0.93, 3.9, -4, 20, infinity, -infinity, nan],
  ),
  add: [...binaryCases([-2, 2]), WRAPPING_INTS],
  sub: [...binaryCases([-2, 2]), WRAPPING_INTS],
  mul: [...binaryCases([-2, 2]), WRAPPING_INTS],
  div: binaryCases([0.5, 2]),
  maximum: extremumCases(),
  minimum: extremumCases(),
};
