import { describe, expect, test } from "vitest";
import { sizeOf } from "../../../graph/tensor_type.ts";
import { floats, uniform, uniformBools, uniformBytes, uniformInts } from "../../../testing/case_tensor.ts";
import { checkClose } from "../../../testing/check_close.ts";
import type { OpCase } from "../../../testing/op_case.ts";
import { opCases } from "../../../testing/op_cases/op_cases.ts";
import { OP_TOLERANCES } from "../../../testing/op_tolerances.ts";
import { runChain, runReferenceChain, type TestChain, type TestStep } from "../testing/run_chain.ts";
import type { ChainAccess, ElementwiseOp } from "./chain.ts";

type ElementwiseCase = Extract<OpCase, { op: ElementwiseOp }>;

const OPS: Readonly<Record<ElementwiseOp, true>> = {
  neg: true,
  exp: true,
  log: true,
  tanh: true,
  sqrt: true,
  abs: true,
  sign: true,
  floor: true,
  erf: true,
  relu: true,
  add: true,
  sub: true,
  mul: true,
  div: true,
  maximum: true,
  minimum: true,
  equal: true,
  greater: true,
  greaterEqual: true,
  select: true,
  cast: true,
};

const cases = opCases.filter((one): one is ElementwiseCase => one.op in OPS);

/** The case as a chain of loads and one op; the element type of its result is that of the reference engine's. */
function chainOf({ op, inputs, attributes }: ElementwiseCase): TestChain {
  const loads = inputs.map(
    (_input, i): TestStep => ({ kind: "load", source: `input${i}`, access: "element" }),
  );
  const dtype = op === "cast" ? (attributes as { dtype: "float32" }).dtype : inputs.at(-1)!.type.dtype;
  const isTruth = op === "equal" || op === "greater" || op === "greaterEqual";
  return {
    rows: 1,
    cols: sizeOf(inputs[0]!.type.shape),
    sources: Object.fromEntries(inputs.map((input, i) => [`input${i}`, input])),
    steps: [
      ...loads,
      {
        kind: "apply",
        dtype: isTruth ? "bool" : dtype,
        op,
        inputs: inputs.map((_input, i) => i),
        attributes,
      },
    ],
    stores: { output: inputs.length },
  };
}

function load(source: string, access: ChainAccess): TestStep {
  return { kind: "load", source, access };
}

function apply(op: "add" | "mul" | "sub" | "maximum", inputs: readonly number[]): TestStep {
  return { kind: "apply", dtype: "float32", op, inputs, attributes: {} };
}

async function expectSame(chain: TestChain): Promise<void> {
  expect(runChain(chain)).toEqual(await runReferenceChain(chain));
}

describe("emitChain()", () => {
  test.each(cases)("emitChain() computes $op as the reference engine does: $claim", async (one) => {
    const chain = chainOf(one);
    const expected = await runReferenceChain(chain);
    checkClose(runChain(chain)["output"]!, expected["output"]!, OP_TOLERANCES[one.op]);
  });

  const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 13].flatMap((rows) =>
    [1, 2, 3, 4, 5, 7, 8, 11, 32].map((cols) => ({ rows, cols })),
  );

  test.each(SIZES)(
    "emitChain() spreads rows, columns and scalars over [$rows,$cols]",
    async ({ rows, cols }) => {
      await expectSame({
        rows,
        cols,
        sources: {
          x: uniform([rows, cols], 1),
          row: uniform([rows], 2),
          column: uniform([cols], 3),
          scalar: uniform([], 4),
        },
        steps: [
          load("x", "element"),
          load("row", "row"),
          load("column", "column"),
          load("scalar", "scalar"),
          { kind: "constant", dtype: "float32", value: 0.25 },
          apply("add", [0, 2]),
          apply("mul", [5, 1]),
          apply("sub", [6, 3]),
          apply("maximum", [7, 4]),
          apply("mul", [3, 4]),
          apply("add", [1, 9]),
        ],
        stores: { y: 8, sum: 5, onlyRows: 10, onlyScalars: 9 },
      });
    },
  );

  test.each(SIZES)("emitChain() takes bytes and truth values over [$rows,$cols]", async ({ rows, cols }) => {
    await expectSame({
      rows,
      cols,
      sources: {
        bytes: uniformBytes([rows, cols], 5),
        truth: uniformBools([rows, cols], 6),
        rowBytes: uniformBytes([rows], 7),
        columnTruth: uniformBools([cols], 8),
        numbers: uniformInts([rows, cols], 9, [-3, 3]),
        scalarTruth: uniformBools([], 10),
      },
      steps: [
        load("bytes", "element"),
        load("truth", "element"),
        load("rowBytes", "row"),
        load("columnTruth", "column"),
        load("numbers", "element"),
        load("scalarTruth", "scalar"),
        { kind: "constant", dtype: "int32", value: -1 },
        { kind: "apply", dtype: "uint8", op: "select", inputs: [1, 0, 2], attributes: {} },
        { kind: "apply", dtype: "bool", op: "select", inputs: [3, 1, 5], attributes: {} },
        { kind: "apply", dtype: "bool", op: "greater", inputs: [4, 6], attributes: {} },
        { kind: "apply", dtype: "float32", op: "cast", inputs: [7], attributes: { dtype: "float32" } },
        { kind: "apply", dtype: "int32", op: "cast", inputs: [8], attributes: { dtype: "int32" } },
        { kind: "constant", dtype: "bool", value: 1 },
        { kind: "apply", dtype: "bool", op: "select", inputs: [9, 12, 8], attributes: {} },
      ],
      stores: { someBytes: 7, someTruth: 8, greater: 9, asFloat: 10, asInt: 11, either: 13 },
    });
  });

  test("emitChain() writes where it read, in place", async () => {
    const sources = { x: uniform([5, 7], 1), y: uniform([5, 7], 2) };
    await expectSame({
      rows: 5,
      cols: 7,
      sources,
      steps: [load("x", "element"), load("y", "element"), apply("add", [0, 1]), apply("sub", [0, 1])],
      stores: { x: 2, y: 3 },
    });
  });

  test("emitChain() keeps NaN in maximum, minimum and relu, and makes -0 of relu positive", () => {
    const sources = { x: floats([4], [Number.NaN, -0, 1, -1]) };
    const { y } = runChain({
      rows: 1,
      cols: 4,
      sources,
      steps: [
        load("x", "element"),
        { kind: "apply", dtype: "float32", op: "relu", inputs: [0], attributes: {} },
      ],
      stores: { y: 1 },
    });
    expect(y).toEqual(Float32Array.of(Number.NaN, 0, 1, 0));
  });
});
