import { describe, expect, test } from "vitest";
import type { Engine } from "../../engines/engine.ts";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../../engines/wasm/create_wasm_engine.ts";
import { GraphBuilder } from "../graph_builder.ts";
import { normalQuantile } from "../normal_quantile.ts";
import type { NamedTensors } from "../program.ts";
import type { TensorData } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import * as t from "./mod.ts";

const COUNTER = { dtype: "int32", shape: [] } as const;

async function run(
  engine: Engine,
  trace: (builder: GraphBuilder) => { feeds: Record<string, Value>; result: Value },
  fed: NamedTensors,
): Promise<TensorData> {
  const builder = new GraphBuilder();
  const { feeds, result } = trace(builder);
  const executable = await engine.compile({
    name: "random",
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: Object.fromEntries(Object.entries(feeds).map(([name, { id }]) => [name, id])),
        fetches: { result: result.id },
        updates: {},
      },
    },
  });
  return (await executable.run("main", fed))["result"]!;
}

function drawNormal(engine: Engine, count: number, seed: number): Promise<TensorData> {
  const trace = (builder: GraphBuilder) => {
    const feeds = {
      seed: t.placeholder(builder, "seed", COUNTER),
      step: t.placeholder(builder, "step", COUNTER),
    };
    return { feeds, result: t.randomNormal(feeds.seed, feeds.step, [count]) };
  };
  return run(engine, trace, { seed: Int32Array.of(seed), step: Int32Array.of(3) });
}

describe.each([
  { name: "reference", create: createReferenceEngine, count: 20_000, stride: 1009 },
  { name: "wasm", create: createWasmEngine, count: 400_000, stride: 61 },
])("$name", ({ create, count, stride }) => {
  test("normalFromUniform() is the quantile of the middle of each interval, within 1e-6 relatively", async () => {
    const whole = 2 ** 24;
    const numbers = Float32Array.from(
      { length: Math.floor(whole / stride) },
      (_unused, i) => (i * stride) / whole,
    );
    // both ends
    numbers.set([0, 1, 2, whole - 2, whole - 1, whole / 2, whole / 2 - 1].map((k) => k / whole));
    const trace = (builder: GraphBuilder) => {
      const u = t.placeholder(builder, "u", { dtype: "float32", shape: [numbers.length] });
      return { feeds: { u }, result: t.normalFromUniform(u) };
    };
    const found = await run(create(), trace, { u: numbers });
    let worst = 0;
    for (const [i, z] of found.entries()) {
      const exact = normalQuantile(numbers[i]! + 2 ** -25);
      worst = Math.max(worst, Math.abs(z - exact) / Math.abs(exact));
    }
    expect(worst).toBeLessThan(1e-6);
    expect(found[0]).toBe(-found[4]!);
    expect(Math.abs(found[0]!)).toBeLessThan(5.5);
  });

  test("randomNormal() has the moments and the tails of the normal distribution", async () => {
    const numbers = Array.from(await drawNormal(create(), count, 11));
    const moment = (power: number): number =>
      numbers.reduce((sum, z) => sum + Array.from({ length: power }, () => z).reduce((a, b) => a * b, 1), 0) /
      count;
    // five standard errors each
    const error = 5 / Math.sqrt(count);
    expect(Math.abs(moment(1))).toBeLessThan(error);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(error * Math.SQRT2);
    expect(Math.abs(moment(3))).toBeLessThan(error * Math.sqrt(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(error * Math.sqrt(96));
    const beyond = numbers.filter((z) => Math.abs(z) > 2).length / count;
    expect(Math.abs(beyond - 0.045_500_26)).toBeLessThan(error * 0.21);
  });

  test("randomNormal() gives the same numbers for a seed, and others for another", async () => {
    const first = await drawNormal(create(), 100, 5);
    expect(await drawNormal(create(), 100, 5)).toEqual(first);
    expect(await drawNormal(create(), 100, 6)).not.toEqual(first);
  });
});
