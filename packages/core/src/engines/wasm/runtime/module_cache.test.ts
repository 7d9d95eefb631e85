import { describe, expect, test, vi } from "vitest";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Program } from "../../../graph/program.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { type CompiledProgram, ModuleCache } from "./module_cache.ts";

/** A program that adds a number to what it is fed, and counts its runs. */
function adding(value: number): Program {
  const builder = new GraphBuilder();
  const type = { dtype: "float32", shape: [1] } as const;
  const x = t.placeholder(builder, "x", type);
  const runs = t.variable(builder, "runs", type);
  const y = t.add(x, value);
  const next = t.add(runs, 1);
  return {
    name: "adding",
    state: [{ name: "runs", type, initializer: { kind: "constant", value: 0 } }],
    entries: {
      main: {
        graph: builder.build(),
        feeds: { x: x.id },
        fetches: { y: y.id },
        updates: { runs: next.id },
      },
    },
  };
}

function counting(): { cache: ModuleCache; compile: ReturnType<typeof vi.fn> } {
  const compile = vi.fn(() => Promise.resolve({} as CompiledProgram));
  return { cache: new ModuleCache(compile), compile };
}

describe("ModuleCache", () => {
  test("ModuleCache.get() compiles the same program once, also when asked at the same time", async () => {
    const { cache, compile } = counting();
    const [first, second] = await Promise.all([cache.get(adding(1)), cache.get(adding(1))]);
    expect(second).toBe(first);
    expect(await cache.get(adding(1))).toBe(first);
    expect(compile).toHaveBeenCalledTimes(1);
  });

  test("ModuleCache.get() tells numbers apart that JSON does not", async () => {
    const { cache, compile } = counting();
    const values = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      await cache.get(adding(value));
    }
    expect(compile).toHaveBeenCalledTimes(values.length);
  });

  test("ModuleCache.get() forgets what was not used for the longest time", async () => {
    const { cache, compile } = counting();
    for (let value = 1; value <= 8; value++) {
      await cache.get(adding(value));
    }
    await cache.get(adding(1));
    await cache.get(adding(9));
    await cache.get(adding(1));
    expect(compile).toHaveBeenCalledTimes(9);
    await cache.get(adding(2));
    expect(compile).toHaveBeenCalledTimes(10);
  });

  test("ModuleCache.get() keeps no failure", async () => {
    const compile = vi.fn<() => Promise<CompiledProgram>>().mockRejectedValueOnce(new Error("no memory"));
    const cache = new ModuleCache(compile.mockResolvedValue({} as CompiledProgram));
    await expect(cache.get(adding(1))).rejects.toThrow("no memory");
    await cache.get(adding(1));
    expect(compile).toHaveBeenCalledTimes(2);
  });

  test("executables of one module have a state each, and outlive one another", async () => {
    const engine = createWasmEngine();
    const [first, second] = [await engine.compile(adding(2)), await engine.compile(adding(2))];
    await first.run("main", { x: Float32Array.of(1) });
    await first.run("main", { x: Float32Array.of(1) });
    const { y } = await second.run("main", { x: Float32Array.of(5) });
    expect([...y!]).toEqual([7]);
    expect([...(await first.readState())["runs"]!]).toEqual([2]);
    first.dispose();
    expect([...(await second.readState())["runs"]!]).toEqual([1]);
    const third = await engine.compile(adding(2));
    expect([...(await third.readState())["runs"]!]).toEqual([0]);
  });
});
