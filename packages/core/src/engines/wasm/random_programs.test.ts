import { describe, test } from "vitest";
import type { NamedTensors } from "../../graph/program.ts";
import { checkClose } from "../../testing/check_close.ts";
import { randomProgram } from "../../testing/random_program.ts";
import type { Engine } from "../engine.ts";
import { createReferenceEngine } from "../reference/create_reference_engine.ts";
import { createWasmEngine } from "./create_wasm_engine.ts";

/** What two rounds of both entries give, and the state behind them. */
async function runAll(engine: Engine, seed: number): Promise<NamedTensors> {
  const { program, feeds, state } = randomProgram(seed);
  const executable = await engine.compile(program);
  await executable.writeState(state);
  const results: Record<string, NamedTensors[string]> = {};
  for (const [index, entry] of ["first", "second", "first"].entries()) {
    const fetches = await executable.run(entry, feeds[entry]!);
    for (const [name, data] of Object.entries(fetches)) {
      results[`run ${index}, ${name}`] = data;
    }
  }
  for (const [name, data] of Object.entries(await executable.readState())) {
    results[`state ${name}`] = data;
  }
  executable.dispose();
  return results;
}

const COUNT = 300;
const seeds = [...Array.from({ length: COUNT }).keys()];

describe("createWasmEngine()", () => {
  test.each(seeds)("createWasmEngine() runs random program %i as the reference does", async (seed) => {
    const expected = await runAll(createReferenceEngine(), seed);
    const actual = await runAll(createWasmEngine(), seed);
    for (const [name, data] of Object.entries(expected)) {
      try {
        checkClose(actual[name]!, data, { relative: 1e-4 });
      } catch (error) {
        throw new Error(`Random program ${seed} differs at ${name}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    }
  });
});
