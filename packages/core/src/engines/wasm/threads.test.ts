import { afterEach, describe, expect, test, vi } from "vitest";
import { referenceCnn } from "../../architectures/reference_cnn.ts";
import type { NamedTensors, Program } from "../../graph/program.ts";
import { allocate, sizeOf } from "../../graph/tensor_type.ts";
import { initializeState } from "../../programs/initialize_state.ts";
import { predictionProgram } from "../../programs/prediction_program.ts";
import { trainingProgram } from "../../programs/training_program.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import { engineChecks } from "../../testing/engine_checks.ts";
import { randomProgram } from "../../testing/random_program.ts";
import type { EngineMode } from "../engine.ts";
import { createWasmEngine, type WasmEngineOptions } from "./create_wasm_engine.ts";
import { lowerProgram } from "./runtime/lower_program.ts";
import { type SpawnThread, startThread, type Thread } from "./runtime/start_thread.ts";

const MODES: readonly EngineMode[] = ["portable", "fast"];
const ENTRY = "train:37";

/** 37 images: shards of several sizes. */
const training: Program = trainingProgram(referenceCnn(), parseTrainSpec({}), { train: [37], evaluate: [] });

/** Numbers of a tensor, by a rule that gives no pattern over images. */
function numbers({ entries }: Program, name: string, id: number): NamedTensors[string] {
  const { type } = entries[ENTRY]!.graph.nodes[id]!;
  const data = allocate(type);
  const range = { images: 256, labels: 10 }[name];
  for (let at = 0; at < sizeOf(type.shape); at++) {
    data[at] = range === undefined ? 0.001 : (at * 7919 + Math.floor(at / 31)) % range;
  }
  return data;
}

function feedsOf(program: Program): NamedTensors {
  const { feeds } = program.entries[ENTRY]!;
  return Object.fromEntries(Object.entries(feeds).map(([name, id]) => [name, numbers(program, name, id)]));
}

/** State after three steps. */
async function trainSome(options: WasmEngineOptions): Promise<NamedTensors> {
  const executable = await createWasmEngine(options).compile(training);
  await executable.writeState(initializeState(training, 5));
  for (let step = 0; step < 3; step++) {
    await executable.run(ENTRY, feedsOf(training));
  }
  const result = await executable.readState();
  executable.dispose();
  return result;
}

/** Starts threads as usual, and counts those that live. */
function countingSpawn(source: (text: string) => string = (text) => text): {
  readonly spawn: SpawnThread;
  readonly living: Set<Thread>;
} {
  const living = new Set<Thread>();
  return {
    living,
    spawn: (text, handlers) => {
      const thread = startThread(source(text), handlers);
      const counted: Thread = {
        ...thread,
        terminate: () => {
          living.delete(counted);
          thread.terminate();
        },
      };
      living.add(counted);
      return counted;
    },
  };
}

/** The script of a thread that crashes in its second run. */
function crashing(text: string): string {
  const call = "exports[entries[number]](thread);";
  if (!text.includes(call)) {
    throw new Error(`Cannot make a thread crash as its script must have ${call}: current value is ${text}`);
  }
  return text.replace(call, `if (seen > 1) throw new Error("a planted crash"); ${call}`);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("createWasmEngine() with threads", () => {
  test.each(MODES)(
    "createWasmEngine() trains to the same bits with 1, 2, 3 and 4 threads in %s mode",
    async (mode) => {
      const alone = await trainSome({ mode });
      expect(Object.values(alone).some((data) => data.some((value) => !Number.isFinite(value)))).toBe(false);
      for (const threads of [2, 3, 4]) {
        expect(await trainSome({ mode, threads })).toEqual(alone);
      }
    },
  );

  test.each([3, 17, 58, 121, 200, 251])(
    "createWasmEngine() gives the bits of one thread for random program %i",
    async (seed) => {
      const { program, feeds, state } = randomProgram(seed);
      const results: unknown[] = [];
      for (const threads of [1, 2]) {
        const executable = await createWasmEngine({ threads }).compile(program);
        await executable.writeState(state);
        const first = await executable.run("first", feeds["first"]!);
        results.push([first, await executable.run("second", feeds["second"]!), await executable.readState()]);
        executable.dispose();
      }
      expect(results[1]).toEqual(results[0]);
    },
  );

  test.each(engineChecks)("createWasmEngine() with two threads keeps the contract: $claim", ({ check }) =>
    check(createWasmEngine({ threads: 2 })),
  );

  test("createWasmEngine() leaves no thread behind a disposed executable", async () => {
    const { spawn, living } = countingSpawn();
    const executable = await createWasmEngine({ threads: 3, spawn }).compile(training);
    expect(living.size).toBe(2);
    await executable.run(ENTRY, feedsOf(training));
    executable.dispose();
    expect(living.size).toBe(0);
  });

  test("createWasmEngine() asks no other thread for what is not cut into shards", () => {
    const program = predictionProgram(referenceCnn(), [1, 64]);
    const { entries } = lowerProgram(program, { relaxed: false, threads: 2 });
    expect(Object.values(entries).map(({ isParallel }) => isParallel)).toEqual([false, true]);
  });

  test("createWasmEngine() ends a run with the error of a thread that crashes, and ends the others", async () => {
    const { spawn, living } = countingSpawn(crashing);
    const executable = await createWasmEngine({ threads: 3, spawn }).compile(training);
    await executable.run(ENTRY, feedsOf(training));
    await expect(executable.run(ENTRY, feedsOf(training))).rejects.toThrow(
      /must not trap: .*a planted crash/,
    );
    await expect(executable.readState()).rejects.toThrow("none of its runs may have failed");
    expect(living.size).toBe(0);
  });

  test("createWasmEngine() does not compile where a thread cannot start", async () => {
    const { spawn, living } = countingSpawn(() => "throw new Error('no such luck');");
    const compiling = createWasmEngine({ threads: 2, spawn }).compile(training);
    await expect(compiling).rejects.toThrow(/Cannot start a thread as it must not crash: .*no such luck/);
    expect(living.size).toBe(0);
  });

  test("createWasmEngine() computes on one thread where memory cannot be shared", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const { spawn, living } = countingSpawn();
    const engine = createWasmEngine({ threads: 4, spawn });
    expect(engine).toMatchObject({ threads: 1 });
    const executable = await engine.compile(training);
    expect(living.size).toBe(0);
    executable.dispose();
  });

  test.each([0, 1.5, Number.NaN])("createWasmEngine() refuses %d threads", (threads) => {
    expect(() => createWasmEngine({ threads })).toThrow(
      `Cannot create a wasm engine as its threads must be a whole number of at least 1: current value is ${threads}`,
    );
  });
});
