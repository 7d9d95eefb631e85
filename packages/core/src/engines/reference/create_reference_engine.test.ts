import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import * as t from "../../graph/ops/mod.ts";
import { philoxUniform } from "../../graph/philox.ts";
import type { NamedTensors, Program } from "../../graph/program.ts";
import type { TensorData, TensorType } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import { engineChecks } from "../../testing/engine_checks.ts";
import type { Executable } from "../engine.ts";
import { createReferenceEngine } from "./create_reference_engine.ts";

const PAIR: TensorType = { dtype: "float32", shape: [2] };
const COUNTER: TensorType = { dtype: "int32", shape: [] };

/** `x` plus the state `total` becomes the new total; the state `runs` counts. */
function accumulator(): Program {
  const builder = new GraphBuilder();
  const x = t.placeholder(builder, "x", PAIR);
  const total = t.variable(builder, "total", PAIR);
  const sum = t.add(total, x);
  const runs = t.add(t.variable(builder, "runs", COUNTER), 1);
  const graph = builder.build();
  return {
    name: "accumulator",
    state: [
      { name: "total", type: PAIR, initializer: { kind: "constant", value: 0 } },
      { name: "runs", type: COUNTER, initializer: { kind: "constant", value: 0 } },
    ],
    entries: {
      add: {
        graph,
        feeds: { x: x.id },
        fetches: { before: total.id, after: sum.id, same: x.id },
        updates: { total: sum.id, runs: runs.id },
      },
      peek: { graph, feeds: { x: x.id }, fetches: { total: total.id }, updates: {} },
    },
  };
}

function compileAccumulator(): Promise<Executable> {
  return createReferenceEngine().compile(accumulator());
}

/** The value that `trace` gives, in a program without feeds and state. */
async function evaluate(trace: (builder: GraphBuilder) => Value): Promise<TensorData> {
  const builder = new GraphBuilder();
  const value = trace(builder);
  const executable = await createReferenceEngine().compile({
    name: "test",
    state: [],
    entries: { main: { graph: builder.build(), feeds: {}, fetches: { value: value.id }, updates: {} } },
  });
  return (await executable.run("main", {}))["value"]!;
}

const x = new Float32Array([1, 2]);

describe("createReferenceEngine()", () => {
  test.each(engineChecks)("createReferenceEngine() keeps the contract: $claim", ({ check }) =>
    check(createReferenceEngine()),
  );

  test.each<[claim: string, entry: string, feeds: NamedTensors, message: string]>([
    [
      "an unknown entry",
      "subtract",
      { x },
      "Cannot run an entry as its name must be one of add, peek: current value is subtract",
    ],
    ["a missing feed", "add", {}, 'Cannot run "add" as feed "x" must be given: current feeds are none'],
    [
      "an unknown feed",
      "add",
      { x, y: x },
      'Cannot run "add" as each feed must be one of x: current value is y',
    ],
    [
      "a feed of another class",
      "add",
      { x: new Int32Array(2) },
      'Cannot run "add" as feed "x" must be a Float32Array of 2 elements for float32[2]: current value is a Int32Array',
    ],
    [
      "a feed of another length",
      "add",
      { x: new Float32Array(3) },
      'Cannot run "add" as feed "x" must be a Float32Array of 2 elements for float32[2]: current length is 3',
    ],
  ])("Executable.run() refuses %s", async (_claim, entry, feeds, message) => {
    const executable = await compileAccumulator();
    await expect(executable.run(entry, feeds)).rejects.toThrow(new RangeError(message));
    expect(await executable.readState(["runs"])).toEqual({ runs: new Int32Array([0]) });
  });

  test("Executable.writeState() refuses an unknown name or a wrong length, and then writes nothing", async () => {
    const executable = await compileAccumulator();
    const runs = new Int32Array([5]);
    await expect(executable.writeState({ runs, mean: x })).rejects.toThrow(
      new RangeError("Cannot write state as each name must be one of total, runs: current value is mean"),
    );
    await expect(executable.writeState({ runs, total: new Float32Array(1) })).rejects.toThrow(
      new RangeError(
        'Cannot write state as "total" must be a Float32Array of 2 elements for float32[2]: current length is 1',
      ),
    );
    expect(await executable.readState(["runs"])).toEqual({ runs: new Int32Array([0]) });
  });

  test("Executable.readState() refuses an unknown name", async () => {
    const executable = await compileAccumulator();
    await expect(executable.readState(["mean"])).rejects.toThrow(
      new RangeError("Cannot read state as each name must be one of total, runs: current value is mean"),
    );
  });

  test("Executable.dispose() makes every later call throw", async () => {
    const executable = await compileAccumulator();
    executable.dispose();
    const message = "Cannot use an executable as it must not be disposed";
    await expect(executable.run("add", { x })).rejects.toThrow(message);
    await expect(executable.readState()).rejects.toThrow(message);
    await expect(executable.writeState({})).rejects.toThrow(message);
  });

  test("Engine.compile() refuses a program that replaces what it does not declare", async () => {
    const { name, state, entries } = accumulator();
    const engine = createReferenceEngine();
    await expect(engine.compile({ name, state: [state[0]!], entries })).rejects.toThrow(
      new RangeError(
        'Cannot compile "add" as "runs" must be a state variable of the program: current type is int32[]',
      ),
    );
    const updates = { total: entries["add"]!.updates["runs"]! };
    await expect(
      engine.compile({ name, state, entries: { add: { ...entries["add"]!, updates } } }),
    ).rejects.toThrow(
      new RangeError(
        'Cannot compile "add" as the update of "total" must be float32[2]: current type is int32[]',
      ),
    );
    await expect(
      engine.compile({ name, state, entries: { add: { ...entries["add"]!, feeds: {} } } }),
    ).rejects.toThrow(
      new RangeError('Cannot compile "add" as each placeholder must be a feed: current value is x'),
    );
  });
});

describe("reference ops", () => {
  test("add rounds to float32 and wraps in int32", async () => {
    expect(await evaluate((b) => t.add(t.constant(b, 2 ** 24), 1))).toEqual(new Float32Array([2 ** 24]));
    const int = { dtype: "int32" } as const;
    expect(await evaluate((b) => t.add(t.constant(b, 0x7fff_ffff, int), 1))).toEqual(
      new Int32Array([-0x8000_0000]),
    );
    expect(await evaluate((b) => t.mul(t.constant(b, 0x1_0001, int), 0x1_0001))).toEqual(
      new Int32Array([0x2_0001]),
    );
  });

  test("maximum, minimum and max give NaN where an operand is NaN", async () => {
    const pair = (b: GraphBuilder): Value => t.div(t.constant(b, [0, 2]), t.constant(b, [0, 1]));
    expect(await evaluate((b) => t.maximum(pair(b), 1))).toEqual(new Float32Array([Number.NaN, 2]));
    expect(await evaluate((b) => t.minimum(pair(b), 1))).toEqual(new Float32Array([Number.NaN, 1]));
    expect(await evaluate((b) => t.max(pair(b)))).toEqual(new Float32Array([Number.NaN]));
  });

  test("comparisons with NaN do not hold", async () => {
    const nan = (b: GraphBuilder): Value => t.log(t.constant(b, [-1]));
    for (const compare of [t.equal, t.greater, t.greaterEqual]) {
      expect(await evaluate((b) => compare(nan(b), nan(b)))).toEqual(new Uint8Array([0]));
    }
  });

  test("cast cuts towards zero and stays within int32", async () => {
    const values = [1.9, -1.9, 3e9, -3e9];
    expect(await evaluate((b) => t.cast(t.constant(b, values), "int32"))).toEqual(
      new Int32Array([1, -1, 0x7fff_ffff, -0x8000_0000]),
    );
  });

  test("argMax gives the first of equals, along any axis", async () => {
    const values = [1, 5, 5, 7, 7, 2];
    const shape = [2, 3];
    expect(await evaluate((b) => t.argMax(t.constant(b, values, { shape }), 1))).toEqual(
      new Int32Array([1, 0]),
    );
    expect(await evaluate((b) => t.argMax(t.constant(b, values, { shape }), 0))).toEqual(
      new Int32Array([1, 1, 0]),
    );
  });

  test("oneHot gives a row of zeros to an index outside the depth", async () => {
    const result = await evaluate((b) => t.oneHot(t.constant(b, [1, -1, 2], { dtype: "int32" }), 2));
    expect(result).toEqual(new Float32Array([0, 1, 0, 0, 0, 0]));
  });

  test("sum and max reduce the named axes", async () => {
    const cube = (b: GraphBuilder): Value => t.constant(b, [1, 2, 3, 4, 5, 6, 7, 8], { shape: [2, 2, 2] });
    expect(await evaluate((b) => t.sum(cube(b), { axes: [0, 2] }))).toEqual(new Float32Array([14, 22]));
    expect(await evaluate((b) => t.max(cube(b), { axes: [1], keepDims: true }))).toEqual(
      new Float32Array([3, 4, 7, 8]),
    );
    expect(await evaluate((b) => t.sum(cube(b)))).toEqual(new Float32Array([36]));
  });

  test("broadcastTo and transpose move elements as NumPy does", async () => {
    const column = (b: GraphBuilder): Value => t.constant(b, [1, 2], { shape: [2, 1] });
    expect(await evaluate((b) => t.broadcastTo(column(b), [2, 2, 2]))).toEqual(
      new Float32Array([1, 1, 2, 2, 1, 1, 2, 2]),
    );
    const matrix = (b: GraphBuilder): Value => t.constant(b, [1, 2, 3, 4, 5, 6], { shape: [1, 2, 3] });
    expect(await evaluate((b) => t.transpose(matrix(b), [2, 0, 1]))).toEqual(
      new Float32Array([1, 4, 2, 5, 3, 6]),
    );
  });

  test("matMul multiplies, whichever matrix is transposed", async () => {
    const product = new Float32Array([58, 64, 139, 154]);
    const a = { values: [1, 2, 3, 4, 5, 6], shape: [2, 3] };
    const b = { values: [7, 8, 9, 10, 11, 12], shape: [3, 2] };
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const result = await evaluate((builder) => {
          const left = t.constant(builder, a.values, { shape: a.shape });
          const right = t.constant(builder, b.values, { shape: b.shape });
          return t.matMul(
            transposeA ? t.transpose(left, [1, 0]) : left,
            transposeB ? t.transpose(right, [1, 0]) : right,
            { transposeA, transposeB },
          );
        });
        expect(result).toEqual(product);
      }
    }
  });

  test("conv2d correlates with stride, padding and dilation", async () => {
    // rows 1 2 3 / 4 5 6 / 7 8 9, kernel 1 10 / 100 1000
    const image = (b: GraphBuilder): Value =>
      t.constant(b, [1, 2, 3, 4, 5, 6, 7, 8, 9], { shape: [1, 3, 3, 1] });
    const kernel = (b: GraphBuilder): Value => t.constant(b, [1, 10, 100, 1000], { shape: [2, 2, 1, 1] });
    expect(await evaluate((b) => t.conv2d(image(b), kernel(b)))).toEqual(
      new Float32Array([5421, 6532, 8754, 9865]),
    );
    expect(await evaluate((b) => t.conv2d(image(b), kernel(b), { dilations: [2, 2] }))).toEqual(
      new Float32Array([9731]),
    );
    const padded = { strides: [2, 2], padding: { top: 1, bottom: 0, left: 1, right: 0 } } as const;
    expect(await evaluate((b) => t.conv2d(image(b), kernel(b), padded))).toEqual(
      new Float32Array([1000, 3200, 7040, 9865]),
    );
  });

  test("maxPool and maxPoolGrad ignore padding and give all to the first maximum", async () => {
    const image = (b: GraphBuilder): Value => t.constant(b, [-1, -1, -3, -4], { shape: [1, 2, 2, 1] });
    const padding = { top: 1, bottom: 0, left: 1, right: 0 };
    expect(await evaluate((b) => t.maxPool(image(b), { size: [2, 2], padding }))).toEqual(
      new Float32Array([-1]),
    );
    expect(
      await evaluate((b) => {
        const x = image(b);
        const attributes = {
          size: [2, 2],
          strides: [2, 2],
          padding: { top: 0, bottom: 0, left: 0, right: 0 },
        } as const;
        const pooled = t.maxPool(x, attributes);
        return t.maxPoolGrad(x, pooled, t.constant(b, [5], { shape: [1, 1, 1, 1] }), attributes);
      }),
    ).toEqual(new Float32Array([5, 0, 0, 0]));
  });

  test("randomUniform draws the numbers of its seed, step and stream", async () => {
    const int = { dtype: "int32" } as const;
    const draw = (b: GraphBuilder): Value =>
      t.randomUniform(t.constant(b, 5, int), t.constant(b, 9, int), [2, 3]);
    expect(await evaluate(draw)).toEqual(philoxUniform({ seed: 5, step: 9, stream: 0 }, 6));
    const drawTwice = (b: GraphBuilder): Value => {
      draw(b);
      return draw(b);
    };
    expect(await evaluate(drawTwice)).toEqual(philoxUniform({ seed: 5, step: 9, stream: 1 }, 6));
  });

  test("softmax and sparseSoftmaxCrossEntropy stand large scores", async () => {
    const logits = (b: GraphBuilder): Value => t.constant(b, [1000, 0, 0, 0], { shape: [2, 2] });
    expect(await evaluate((b) => t.softmax(logits(b)))).toEqual(new Float32Array([1, 0, 0.5, 0.5]));
    expect(
      await evaluate((b) =>
        t.sparseSoftmaxCrossEntropy(logits(b), t.constant(b, [1, 0], { dtype: "int32" })),
      ),
    ).toEqual(new Float32Array([1000, Math.log(2)]));
  });
});
