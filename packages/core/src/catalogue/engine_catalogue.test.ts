import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { MOST_SHARDS } from "../engines/wasm/schedule/shard_count.ts";
import { engineCatalogue } from "./engine_catalogue.ts";

describe("engineCatalogue()", () => {
  test("has each engine under its id, and JSON keeps all of it", () => {
    const made = [createWasmEngine(), createReferenceEngine()];
    expect(engineCatalogue().map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(JSON.parse(JSON.stringify(engineCatalogue()))).toEqual(engineCatalogue());
  });

  test("says what the engine of WebAssembly takes by default, and what it takes at most", () => {
    const { mode, threads } = engineCatalogue()[0]!.parameters;
    const engine = createWasmEngine();
    expect(mode).toMatchObject({ default: engine.mode, values: ["portable", "fast"] });
    expect(createWasmEngine({ mode: "fast" }).mode).toBe("fast");
    expect(threads).toMatchObject({ default: engine.threads, minimum: 1, maximum: MOST_SHARDS });
    expect(() => createWasmEngine({ threads: 0 })).toThrow("at least 1");
  });

  test("gives as an example what its parameters allow", () => {
    for (const { id, parameters, documentation } of engineCatalogue()) {
      expect(Object.keys(documentation.example)).toEqual([id]);
      const given = (documentation.example as Record<string, object>)[id]!;
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });
});
