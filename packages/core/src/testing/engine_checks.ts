import type { Engine, Executable } from "../engines/engine.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import * as t from "../graph/ops/mod.ts";
import type { NamedTensors, Program, StateVariable } from "../graph/program.ts";
import type { TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import { checkClose } from "./check_close.ts";

/** One rule that every engine must keep. */
export interface EngineCheck {
  readonly claim: string;
  /** Rejects if the engine breaks the rule. */
  readonly check: (engine: Engine) => Promise<void>;
}

const PAIR: TensorType = { dtype: "float32", shape: [2] };
const COUNTER: TensorType = { dtype: "int32", shape: [] };

function state(name: string, type: TensorType): StateVariable {
  return { name, type, initializer: { kind: "constant", value: 0 } };
}

/** `add` adds the feed `x` to the state `total` and counts in `runs`; `peek` gives `total`. */
function accumulator(): Program {
  const builder = new GraphBuilder();
  const x = t.placeholder(builder, "x", PAIR);
  const total = t.variable(builder, "total", PAIR);
  const sum = t.add(total, x);
  const runs = t.add(t.variable(builder, "runs", COUNTER), 1);
  const graph = builder.build();
  const feeds = { x: x.id };
  const fetches = { before: total.id, after: sum.id, again: sum.id, same: x.id };
  return {
    name: "accumulator",
    state: [state("total", PAIR), state("runs", COUNTER)],
    entries: {
      add: { graph, feeds, fetches, updates: { total: sum.id, runs: runs.id } },
      peek: { graph, feeds: {}, fetches: { total: total.id }, updates: {} },
    },
  };
}

/** One entry, `main`, over the states `a` and `b`, each replaced by what `trace` gives. */
function pairProgram(trace: (a: Value, b: Value) => { a: Value; b: Value }): Program {
  const builder = new GraphBuilder();
  const next = trace(t.variable(builder, "a", PAIR), t.variable(builder, "b", PAIR));
  const updates = { a: next.a.id, b: next.b.id };
  return {
    name: "pair",
    state: [state("a", PAIR), state("b", PAIR)],
    entries: { main: { graph: builder.build(), feeds: {}, fetches: {}, updates } },
  };
}

function pair(x: number, y: number): Float32Array {
  return Float32Array.of(x, y);
}

function checkTensors(actual: NamedTensors, expected: NamedTensors): void {
  const names = Object.keys(expected).sort().join();
  if (Object.keys(actual).sort().join() !== names) {
    throw new Error(
      `Cannot accept tensors as they must be ${names}: current names are ${Object.keys(actual)}`,
    );
  }
  for (const [name, data] of Object.entries(expected)) {
    checkClose(actual[name]!, data, { ulps: 0 });
  }
}

async function checkRefusal(action: Promise<unknown>, phrase: string): Promise<void> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RangeError) || !error.message.includes(phrase)) {
    throw new Error(
      `Cannot accept an outcome as it must be a RangeError about ${phrase}: current value is ${error}`,
      {
        cause: error,
      },
    );
  }
}

/** A rule about the accumulator. */
function ofAccumulator(claim: string, check: (executable: Executable) => Promise<void>): EngineCheck {
  return {
    claim,
    check: async (engine) => {
      const executable = await engine.compile(accumulator());
      try {
        await check(executable);
      } finally {
        executable.dispose();
      }
    },
  };
}

/** A rule about one run of a pair's program from the states (1, 2) and (30, 40). */
function ofPair(
  claim: string,
  options: {
    readonly trace: (a: Value, b: Value) => { a: Value; b: Value };
    readonly expected: NamedTensors;
  },
): EngineCheck {
  return {
    claim,
    check: async (engine) => {
      const executable = await engine.compile(pairProgram(options.trace));
      await executable.writeState({ a: pair(1, 2), b: pair(30, 40) });
      checkTensors(await executable.run("main", {}), {});
      checkTensors(await executable.readState(), options.expected);
      executable.dispose();
    },
  };
}

/** What the contract of engines says, one rule at a time. */
export const engineChecks: readonly EngineCheck[] = [
  ofAccumulator("state is zero at first", async (executable) => {
    checkTensors(await executable.readState(), { total: pair(0, 0), runs: Int32Array.of(0) });
  }),
  ofAccumulator("a run reads the state from before it and replaces it after", async (executable) => {
    await executable.writeState({ total: pair(10, 20) });
    const fetches = { before: pair(10, 20), after: pair(11, 22), again: pair(11, 22), same: pair(1, 2) };
    checkTensors(await executable.run("add", { x: pair(1, 2) }), fetches);
    checkTensors(await executable.readState(), { total: pair(11, 22), runs: Int32Array.of(1) });
  }),
  ofAccumulator("all entries see one state", async (executable) => {
    await executable.run("add", { x: pair(1, 2) });
    await executable.run("add", { x: pair(3, 4) });
    checkTensors(await executable.run("peek", {}), { total: pair(4, 6) });
    checkTensors(await executable.readState(["runs"]), { runs: Int32Array.of(2) });
  }),
  ofAccumulator("fetches are fresh arrays, and a later run does not change them", async (executable) => {
    const x = pair(1, 2);
    const first = await executable.run("add", { x });
    const second = await executable.run("add", { x: pair(5, 5) });
    checkTensors(first, { before: pair(0, 0), after: pair(1, 2), again: pair(1, 2), same: pair(1, 2) });
    for (const data of Object.values(second)) {
      data.fill(9);
    }
    first["same"]!.fill(9);
    checkTensors({ x }, { x: pair(1, 2) });
    checkTensors(await executable.run("peek", {}), { total: pair(6, 7) });
  }),
  ofAccumulator("state is given and taken as copies", async (executable) => {
    const total = pair(1, 2);
    await executable.writeState({ total });
    total.fill(9);
    const read = await executable.readState(["total"]);
    read["total"]!.fill(9);
    checkTensors(await executable.readState(["total"]), { total: pair(1, 2) });
  }),
  ofAccumulator("an unknown entry is refused", async (executable) => {
    await checkRefusal(executable.run("subtract", {}), "subtract");
    await checkRefusal(executable.run("toString", {}), "toString");
  }),
  ofAccumulator("feeds that do not fit are refused, and the state stays", async (executable) => {
    await checkRefusal(executable.run("add", {}), '"x"');
    await checkRefusal(executable.run("add", { x: pair(1, 2), y: pair(1, 2) }), "y");
    await checkRefusal(executable.run("add", { x: new Int32Array(2) }), "Int32Array");
    await checkRefusal(executable.run("add", { x: new Float32Array(3) }), "3");
    checkTensors(await executable.readState(["runs"]), { runs: Int32Array.of(0) });
  }),
  ofAccumulator("state that does not fit is refused, and none of it is written", async (executable) => {
    const runs = Int32Array.of(5);
    await checkRefusal(executable.writeState({ runs, mean: pair(1, 2) }), "mean");
    await checkRefusal(executable.writeState({ runs, total: new Float32Array(1) }), '"total"');
    await checkRefusal(executable.writeState({ runs, total: Int32Array.of(1, 2) }), "Int32Array");
    await checkRefusal(executable.readState(["mean"]), "mean");
    checkTensors(await executable.readState(["runs"]), { runs: Int32Array.of(0) });
  }),
  ofPair("two variables can change places", {
    trace: (a, b) => ({ a: b, b: a }),
    expected: { a: pair(30, 40), b: pair(1, 2) },
  }),
  ofPair("a variable's old value is read after its new one is computed", {
    trace: (a, b) => {
      const next = t.add(a, 1);
      return { a: next, b: t.add(t.mul(next, 100), t.sub(a, b)) };
    },
    expected: { a: pair(2, 3), b: pair(200 + 1 - 30, 300 + 2 - 40) },
  }),
  ofPair("two variables can get one value", {
    trace: (a, b) => {
      const sum = t.add(a, b);
      return { a: sum, b: sum };
    },
    expected: { a: pair(31, 42), b: pair(31, 42) },
  }),
  {
    claim: "a disposed executable refuses every call",
    check: async (engine) => {
      const executable = await engine.compile(accumulator());
      executable.dispose();
      const calls = [
        () => executable.run("peek", {}),
        () => executable.readState(),
        () => executable.writeState({}),
      ];
      for (const call of calls) {
        const outcome = await call().then(
          () => "fulfilled",
          () => "rejected",
        );
        if (outcome === "fulfilled") {
          throw new Error("Cannot accept a disposed executable as each call must reject");
        }
      }
    },
  },
  {
    claim: "executables of one program share nothing",
    check: async (engine) => {
      const [first, second] = [await engine.compile(accumulator()), await engine.compile(accumulator())];
      await first.run("add", { x: pair(1, 2) });
      checkTensors(await second.readState(["total"]), { total: pair(0, 0) });
      first.dispose();
      checkTensors(await second.run("peek", {}), { total: pair(0, 0) });
      second.dispose();
    },
  },
];
