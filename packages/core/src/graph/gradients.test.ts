import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { uniform } from "../testing/case_tensor.ts";
import type { OpCase } from "../testing/op_case.ts";
import { opCases } from "../testing/op_cases/op_cases.ts";
import { traceOpCase } from "../testing/run_op_case.ts";
import { gradients } from "./gradients.ts";
import { GraphBuilder } from "./graph_builder.ts";
import type { OpName } from "./op_attributes.ts";
import { OPS } from "./op_registry.ts";
import * as t from "./ops/mod.ts";
import { NO_PADDING } from "./ops/window.ts";
import type { NamedTensors } from "./program.ts";
import type { TensorData } from "./tensor_type.ts";
import type { Value } from "./value.ts";

/** A power of two, so that moving by it is exact. */
const STEP = 2 ** -9;
/** Elements of an input that are moved, at most, spread over the whole input. */
const MOVED = 64;

/** Names of a case's float inputs, as `traceOpCase` names them. */
function floatInputs({ inputs }: OpCase): string[] {
  return inputs.flatMap(({ type }, index) => (type.dtype === "float32" ? [`input${index}`] : []));
}

function isDifferentiable(opCase: OpCase): boolean {
  const { op, singular = false } = opCase;
  const { inputs, output } = traceOpCase(new GraphBuilder(), opCase);
  const flows = output.dtype === "float32" && inputs.some((input) => input.dtype === "float32");
  return OPS[op].gradient !== null && flows && !singular;
}

/** What a case's op gives, and the gradients of `sum(output * direction)` for its float inputs. */
interface Differentiated {
  readonly direction: TensorData;
  readonly gradients: NamedTensors;
  /** The output with some inputs replaced. */
  readonly run: (replaced: NamedTensors) => Promise<TensorData>;
}

async function differentiate(opCase: OpCase): Promise<Differentiated> {
  const builder = new GraphBuilder();
  const { inputs, output } = traceOpCase(builder, opCase);
  const { type, data: direction } = uniform(output.shape, 7, [0.5, 1.5]);
  const directed = t.placeholder(builder, "direction", type);
  const names = floatInputs(opCase);
  const sources = inputs.filter((input) => input.dtype === "float32");
  const results = gradients(t.sum(t.mul(output, directed)), sources);
  expect(results.map((result) => result.type)).toEqual(sources.map((source) => source.type));
  const feeds = {
    direction: directed.id,
    ...Object.fromEntries(inputs.map((input, index) => [`input${index}`, input.id])),
  };
  const shared = { graph: builder.build(), feeds, updates: {} };
  const executable = await createReferenceEngine().compile({
    name: opCase.claim,
    state: [],
    entries: {
      output: { ...shared, fetches: { output: output.id } },
      gradients: { ...shared, fetches: Object.fromEntries(names.map((name, i) => [name, results[i]!.id])) },
    },
  });
  const fed = {
    direction,
    ...Object.fromEntries(opCase.inputs.map(({ data }, index) => [`input${index}`, data])),
  };
  return {
    direction,
    gradients: await executable.run("gradients", fed),
    run: async (replaced) => (await executable.run("output", { ...fed, ...replaced }))["output"]!,
  };
}

function dot(a: TensorData, b: TensorData): number {
  let total = 0;
  for (const [index, value] of a.entries()) {
    total += value * b[index]!;
  }
  return total;
}

/** Indices of a tensor's elements: all, or `MOVED` of them, evenly spread. */
function movedElements(size: number): number[] {
  return size <= MOVED
    ? Array.from({ length: size }, (_unused, i) => i)
    : Array.from({ length: MOVED }, (_unused, i) => Math.floor((i * size) / MOVED));
}

describe("gradients()", () => {
  const differentiable = opCases.filter(isDifferentiable);

  test("gradients() is checked for every op that has a gradient", () => {
    const leaves: OpName[] = ["placeholder", "variable", "constant"];
    // finite differences see the input through it; a row below shows what it does
    const unseen: OpName = "stopGradient";
    const wanted = Object.values(OPS).filter(({ name, gradient }) => gradient !== null && name !== unseen);
    expect(new Set(differentiable.map(({ op }) => op))).toEqual(new Set(wanted.map(({ name }) => name)));
    expect(wanted.filter(({ name }) => leaves.includes(name))).toEqual([]);
  });

  test.each(differentiable)("gradients() of $op equals finite differences: $claim", async (opCase) => {
    const { direction, gradients: found, run } = await differentiate(opCase);
    for (const name of floatInputs(opCase)) {
      const x = opCase.inputs[Number(name.slice("input".length))]!.data;
      for (const element of movedElements(x.length)) {
        const above = x.slice();
        above[element]! += STEP;
        const below = x.slice();
        below[element]! -= STEP;
        const difference =
          dot(await run({ [name]: above }), direction) - dot(await run({ [name]: below }), direction);
        const expected = difference / (above[element]! - below[element]!);
        const error = Math.abs(found[name]![element]! - expected) / Math.max(1, Math.abs(expected));
        expect(error, `${name}[${element}]: ${found[name]![element]} against ${expected}`).toBeLessThan(1e-3);
      }
    }
  });

  /** Gradients of the sum of what `trace` makes of `x`. */
  async function gradientAt(x: readonly number[], trace: (x: Value) => Value): Promise<TensorData> {
    const builder = new GraphBuilder();
    const source = t.constant(builder, x);
    const [gradient] = gradients(t.sum(trace(source)), [source]);
    const executable = await createReferenceEngine().compile({
      name: "gradient",
      state: [],
      entries: {
        main: { graph: builder.build(), feeds: {}, fetches: { gradient: gradient!.id }, updates: {} },
      },
    });
    return (await executable.run("main", {}))["gradient"]!;
  }

  test.each<[claim: string, x: readonly number[], trace: (x: Value) => Value, gradient: readonly number[]]>([
    ["relu is 0 at 0", [0, 1], t.relu, [0, 1]],
    ["stopGradient is nothing for what is behind it", [3, 5], (x) => t.mul(x, t.stopGradient(x)), [3, 5]],
    ["sign and floor are 0", [0.5, -2], (x) => t.add(t.sign(x), t.floor(x)), [0, 0]],
    ["abs is 0 at 0", [-2, 0, 3], t.abs, [-1, 0, 1]],
    ["min is shared evenly among equals", [1, 3, 1], (x) => t.min(x), [0.5, 0, 0.5]],
    ["maximum goes to the first of equals", [2, 2], (x) => t.maximum(x, 2), [1, 1]],
    ["maximum goes past the second of equals", [2, 2], (x) => t.maximum(2, x), [0, 0]],
    ["minimum goes to the first of equals", [2, 2], (x) => t.minimum(x, 2), [1, 1]],
    ["max is shared evenly among equals", [3, 1, 3], (x) => t.max(x), [0.5, 0, 0.5]],
    ["a value that is used twice gets both shares", [3, 5], (x) => t.mul(x, x), [6, 10]],
    ["a broadcast scalar gets the sum", [3], (x) => t.mul(x, t.constant(x.builder, [1, 2, 4])), [7]],
    ["a value that the loss does not depend on gets zeros", [3, 5], (x) => t.constant(x.builder, 1), [0, 0]],
  ])("gradients() of %s", async (_claim, x, trace, gradient) => {
    expect(await gradientAt(x, trace)).toEqual(Float32Array.from(gradient));
  });

  test("gradients() puts the shares of a tensor's slices together, where they are all of it", () => {
    const builder = new GraphBuilder();
    const x = t.placeholder(builder, "x", { dtype: "float32", shape: [2, 6] });
    const slice = (begin: number, size: number): Value => t.slice(x, [0, begin], [2, size]);
    const opOf = (parts: readonly Value[]): string => {
      const loss = parts.map((part) => t.sum(t.mul(part, part))).reduce(t.add);
      const [gradient] = gradients(loss, [x]);
      return builder.node(gradient!).op;
    };
    expect(opOf([slice(3, 2), slice(0, 3), slice(5, 1)])).toBe("concat");
    expect(opOf([slice(0, 3), slice(3, 2)])).toBe("add");
    expect(opOf([slice(0, 4), slice(3, 3)])).toBe("add");
    expect(opOf([slice(0, 3), t.slice(x, [0, 3], [1, 3])])).toBe("add");
    expect(opOf([slice(0, 3), slice(3, 3), x])).toBe("add");
  });

  test("gradients() refuses a loss that is no float32 scalar, and an op without a gradient on the way", () => {
    const builder = new GraphBuilder();
    const x = t.constant(builder, [1, 2]);
    expect(() => gradients(x, [x])).toThrow(
      new RangeError(
        "Cannot differentiate as the loss must be a float32 scalar: current value is float32[2]",
      ),
    );
    const image = t.reshape(x, [1, 1, 2, 1]);
    const attributes = { size: [1, 2], strides: [1, 2], padding: NO_PADDING } as const;
    const pooled = t.maxPool(image, attributes);
    expect(() => gradients(t.sum(t.maxPoolGrad(image, pooled, pooled, attributes)), [x])).toThrow(
      new RangeError('Cannot differentiate as op "maxPoolGrad" has no gradient'),
    );
  });
});
