// deno-lint-ignore-file require-await -- async, so that what a call throws becomes a rejection
import type { NamedTensors, Program } from "../../../graph/program.ts";
import { sizeOf, type TensorData, type TensorType } from "../../../graph/tensor_type.ts";
import {
  checkFeeds,
  checkStateValues,
  requireEntry,
  requireStateType,
  stateTypes,
} from "../../check_tensors.ts";
import type { Executable } from "../../engine.ts";
import { PAGE_BYTES } from "../assembler/module_builder.ts";
import type { HostTensor, LoweredProgram } from "./lower_program.ts";

/** An array over a tensor in memory. */
function viewOf(memory: WebAssembly.Memory, { address, type }: HostTensor): TensorData {
  const size = sizeOf(type.shape);
  switch (type.dtype) {
    case "float32":
      return new Float32Array(memory.buffer, address, size);
    case "int32":
      return new Int32Array(memory.buffer, address, size);
    case "uint8":
    case "bool":
      return new Uint8Array(memory.buffer, address, size);
  }
}

/** What lives until the executable is disposed. */
interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly exports: Readonly<Record<string, () => void>>;
}

/** @throws {RangeError} If the runtime has none to give. */
function createMemory(name: string, pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    throw new RangeError(
      `Cannot compile "${name}" as the runtime must have memory for it: current need is ${Math.ceil((pages * PAGE_BYTES) / 2 ** 20)} MiB`,
      { cause: error },
    );
  }
}

/** A program in its memory. */
export class WasmExecutable implements Executable {
  readonly #lowered: LoweredProgram;
  readonly #types: ReadonlyMap<string, TensorType>;
  #instance: Instance | null;
  /** What a run died of; its state may be half-written. */
  #failure: unknown = null;

  private constructor(program: Program, lowered: LoweredProgram, instance: Instance) {
    this.#lowered = lowered;
    this.#types = stateTypes(program);
    this.#instance = instance;
  }

  /** Compiles a module and gives it a memory, all of whose state is zero. */
  static async create(program: Program, lowered: LoweredProgram): Promise<WasmExecutable> {
    const memory = createMemory(program.name, lowered.pages);
    const { instance } = await WebAssembly.instantiate(lowered.bytes, { host: { memory } });
    for (const { values, ...tensor } of lowered.constants) {
      const view = viewOf(memory, tensor);
      if (values.length === 1) {
        view.fill(values[0]!);
      } else {
        view.set(values);
      }
    }
    const exports = instance.exports as unknown as Record<string, () => void>;
    return new WasmExecutable(program, lowered, { memory, exports });
  }

  #requireInstance(): Instance {
    if (this.#instance === null) {
      throw this.#failure === null
        ? new Error("Cannot use an executable as it must not be disposed")
        : new Error("Cannot use an executable as none of its runs may have failed", { cause: this.#failure });
    }
    return this.#instance;
  }

  /** Runs an entry's code. A trap is a mistake of the compiler, and leaves state that nobody may go on with. */
  #call(name: string, code: () => void): void {
    try {
      code();
    } catch (error) {
      this.#instance = null;
      this.#failure = error;
      throw new Error(`Cannot finish "${name}" as WebAssembly must not trap: current value is ${error}`, {
        cause: error,
      });
    }
  }

  async run(name: string, feeds: NamedTensors): Promise<NamedTensors> {
    const { memory, exports } = this.#requireInstance();
    const lowered = requireEntry(this.#lowered.entries, name);
    checkFeeds(name, lowered.entry, feeds);
    for (const [feed, tensor] of Object.entries(lowered.feeds)) {
      viewOf(memory, tensor).set(feeds[feed]!);
    }
    this.#call(name, exports[lowered.exportName]!);
    return Object.fromEntries(
      Object.entries(lowered.fetches).map(([fetch, tensor]) => [fetch, viewOf(memory, tensor).slice()]),
    );
  }

  async readState(names?: readonly string[]): Promise<NamedTensors> {
    const { memory } = this.#requireInstance();
    return Object.fromEntries(
      (names ?? [...this.#types.keys()]).map((name) => {
        requireStateType(this.#types, name, "read");
        return [name, viewOf(memory, this.#lowered.state.get(name)!).slice()];
      }),
    );
  }

  async writeState(values: NamedTensors): Promise<void> {
    const { memory } = this.#requireInstance();
    checkStateValues(this.#types, values);
    for (const [name, data] of Object.entries(values)) {
      viewOf(memory, this.#lowered.state.get(name)!).set(data);
    }
  }

  dispose(): void {
    this.#instance = null;
  }
}
