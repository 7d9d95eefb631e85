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
import { canonicalNans } from "./canonical_nans.ts";
import type { Preparation } from "./kept_tensors.ts";
import type { HostTensor, LoweredProgram } from "./lower_program.ts";
import type { CompiledProgram } from "./module_cache.ts";
import type { SpawnThread } from "./start_thread.ts";
import { ThreadTeam } from "./thread_team.ts";

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

/** A tensor as a host sees it: its NaNs have the same bits everywhere. */
function copyOf(memory: WebAssembly.Memory, tensor: HostTensor): TensorData {
  return canonicalNans(viewOf(memory, tensor).slice());
}

/** What lives until the executable is disposed. */
interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly exports: Readonly<Record<string, (thread: number) => void>>;
  /** The threads beside this one; null if there are none. */
  readonly team: ThreadTeam | null;
}

/** After a trap, so many milliseconds may pass until it is known what another thread died of. */
const CRASH_REPORT_MILLISECONDS = 500;

/** @throws {RangeError} If the runtime has none to give. */
function createMemory(name: string, { pages, threads }: LoweredProgram): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: threads > 1 });
  } catch (error) {
    throw new RangeError(
      `Cannot compile "${name}" as the runtime must have memory for it: current need is ${Math.ceil((pages * PAGE_BYTES) / 2 ** 20)} MiB`,
      { cause: error },
    );
  }
}

/** What a thread crashes of, if that becomes known soon: another thread only knows that it has waited in vain. */
function firstOf(crash: Promise<unknown>, otherwise: unknown): Promise<unknown> {
  const late = new Promise((resolve) => {
    setTimeout(() => resolve(otherwise), CRASH_REPORT_MILLISECONDS);
  });
  return Promise.race([crash, late]);
}

/** A program in its memory. */
export class WasmExecutable implements Executable {
  readonly #lowered: LoweredProgram;
  readonly #types: ReadonlyMap<string, TensorType>;
  #instance: Instance | null;
  /** Preparations that must run before an entry that needs them, by the name of their function: all at first. */
  readonly #stale: Set<string>;
  /** What a run died of; its state may be half-written. */
  #failure: unknown = null;

  private constructor(program: Program, lowered: LoweredProgram, instance: Instance) {
    this.#lowered = lowered;
    this.#types = stateTypes(program);
    this.#stale = new Set(this.#preparations().map(({ exportName }) => exportName));
    this.#instance = instance;
  }

  /**
   * Instantiates a module, gives it a memory, all of whose state is zero, and starts its threads.
   * @param spawn How a thread is started; not needed for one thread.
   */
  static async create(
    program: Program,
    { lowered, module }: CompiledProgram,
    spawn?: SpawnThread,
  ): Promise<WasmExecutable> {
    const memory = createMemory(program.name, lowered);
    const instance = await WebAssembly.instantiate(module, { host: { memory } });
    for (const { values, ...tensor } of lowered.constants) {
      const view = viewOf(memory, tensor);
      if (values.length === 1) {
        view.fill(values[0]!);
      } else {
        view.set(values);
      }
    }
    const exports = instance.exports as unknown as Instance["exports"];
    const entries = Object.values(lowered.entries).map(({ exportName }) => exportName);
    const team =
      lowered.threads === 1 || spawn === undefined
        ? null
        : await ThreadTeam.start(spawn, { module, memory, entries, count: lowered.threads });
    return new WasmExecutable(program, lowered, { memory, exports, team });
  }

  #preparations(): Preparation[] {
    return Object.values(this.#lowered.entries).flatMap(({ preparations }) => preparations);
  }

  /** What was made of these variables is out of date. */
  #outdate(variables: ReadonlySet<string>): void {
    for (const { exportName, variable } of this.#preparations()) {
      if (variables.has(variable)) {
        this.#stale.add(exportName);
      }
    }
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
  async #call(name: string, { exports, team }: Instance): Promise<void> {
    const { exportName, isParallel, preparations, entry } = requireEntry(this.#lowered.entries, name);
    try {
      for (const { exportName: prepare } of preparations) {
        if (this.#stale.delete(prepare)) {
          exports[prepare]!(0);
        }
      }
      if (isParallel) {
        team!.begin(Object.keys(this.#lowered.entries).indexOf(name));
      }
      exports[exportName]!(0);
      this.#outdate(new Set(Object.keys(entry.updates)));
    } catch (error) {
      this.#instance = null;
      this.#failure = team === null ? error : await firstOf(team.crashed, error);
      team?.terminate();
      throw new Error(
        `Cannot finish "${name}" as WebAssembly must not trap: current value is ${this.#failure}`,
        { cause: this.#failure },
      );
    }
  }

  async run(name: string, feeds: NamedTensors): Promise<NamedTensors> {
    const instance = this.#requireInstance();
    const { memory } = instance;
    const lowered = requireEntry(this.#lowered.entries, name);
    checkFeeds(name, lowered.entry, feeds);
    for (const [feed, tensor] of Object.entries(lowered.feeds)) {
      viewOf(memory, tensor).set(feeds[feed]!);
    }
    await this.#call(name, instance);
    return Object.fromEntries(
      Object.entries(lowered.fetches).map(([fetch, tensor]) => [fetch, copyOf(memory, tensor)]),
    );
  }

  async readState(names?: readonly string[]): Promise<NamedTensors> {
    const { memory } = this.#requireInstance();
    return Object.fromEntries(
      (names ?? [...this.#types.keys()]).map((name) => {
        requireStateType(this.#types, name, "read");
        return [name, copyOf(memory, this.#lowered.state.get(name)!)];
      }),
    );
  }

  async writeState(values: NamedTensors): Promise<void> {
    const { memory } = this.#requireInstance();
    checkStateValues(this.#types, values);
    for (const [name, data] of Object.entries(values)) {
      viewOf(memory, this.#lowered.state.get(name)!).set(data);
    }
    this.#outdate(new Set(Object.keys(values)));
  }

  dispose(): void {
    this.#instance?.team?.terminate();
    this.#instance = null;
  }
}
