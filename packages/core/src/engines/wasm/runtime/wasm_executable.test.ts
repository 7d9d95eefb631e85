import { afterEach, describe, expect, test, vi } from "vitest";
import type { Program } from "../../../graph/program.ts";
import { FunctionBuilder } from "../assembler/function_builder.ts";
import { ModuleBuilder } from "../assembler/module_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { CompiledProgram } from "./module_cache.ts";
import { WasmExecutable } from "./wasm_executable.ts";

const ENTRY = { graph: { nodes: [] }, feeds: {}, fetches: {}, updates: {} };
const PROGRAM: Program = {
  name: "trap",
  state: [{ name: "a", type: { dtype: "int32", shape: [] }, initializer: { kind: "constant", value: 0 } }],
  entries: { main: ENTRY },
};

/** A program that writes its state and then behind its memory. */
function trapping(): CompiledProgram {
  const fn = new FunctionBuilder();
  fn.store({ address: i32.constant(64) }, i32.constant(7));
  fn.store({ address: i32.constant(1 << 20) }, i32.constant(7));
  const module = new ModuleBuilder();
  module.add(fn, "entry0");
  const bytes = module.encode({ pages: 1 });
  const lowered = {
    bytes,
    pages: 1,
    threads: 1,
    state: new Map([["a", { address: 64, type: PROGRAM.state[0]!.type }]]),
    constants: [],
    entries: {
      main: {
        exportName: "entry0",
        entry: ENTRY,
        feeds: {},
        fetches: {},
        blocks: [],
        isParallel: false,
        preparations: [],
      },
    },
  };
  return { lowered, module: new WebAssembly.Module(bytes) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("WasmExecutable", () => {
  test("WasmExecutable.run() leaves no half-written state to go on with when WebAssembly traps", async () => {
    const executable = await WasmExecutable.create(PROGRAM, trapping());
    await expect(executable.run("main", {})).rejects.toThrow(
      'Cannot finish "main" as WebAssembly must not trap',
    );
    const phrase = "Cannot use an executable as none of its runs may have failed";
    await expect(executable.run("main", {})).rejects.toThrow(phrase);
    await expect(executable.readState()).rejects.toThrow(phrase);
    await expect(executable.writeState({ a: Int32Array.of(1) })).rejects.toThrow(phrase);
  });

  test("WasmExecutable.create() says how much memory it cannot get", async () => {
    vi.spyOn(WebAssembly, "Memory").mockImplementation(function allocate() {
      throw new RangeError("WebAssembly.Memory(): could not allocate memory");
    });
    const { lowered, module } = trapping();
    const large = { lowered: { ...lowered, pages: 4800 }, module };
    await expect(WasmExecutable.create(PROGRAM, large)).rejects.toThrow(
      'Cannot compile "trap" as the runtime must have memory for it: current need is 300 MiB',
    );
  });
});
