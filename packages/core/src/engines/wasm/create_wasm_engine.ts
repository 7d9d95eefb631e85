import type { Program } from "../../graph/program.ts";
import { checkProgram } from "../check_program.ts";
import type { Engine, EngineMode, Executable } from "../engine.ts";
import { canShareMemory } from "./runtime/can_share_memory.ts";
import { checksAccess } from "./runtime/checks_access.ts";
import { detectRelaxedSimd } from "./runtime/detect_relaxed_simd.ts";
import { lowerProgram } from "./runtime/lower_program.ts";
import { ModuleCache } from "./runtime/module_cache.ts";
import { type SpawnThread, startThread } from "./runtime/start_thread.ts";
import { WasmExecutable } from "./runtime/wasm_executable.ts";
import { MOST_SHARDS } from "./schedule/shard_count.ts";

/** How the engine works. */
export interface WasmEngineOptions {
  /**
   * `portable`: plain SIMD, the same bits on every machine and runtime. `fast`: relaxed SIMD where the runtime has it, the same bits on one
   * kind of machine. @default {"portable"}
   */
  readonly mode?: EngineMode;
  /**
   * Threads that share the work, this one among them; more than the machine has processors do not help. The bits of a result do not depend
   * on it. Where threads cannot share memory (pages without cross-origin isolation, and a page's main thread, which may not wait: train in a
   * worker there) it is one. @default {1}
   */
  readonly threads?: number;
  /** How a thread is started. @default {startThread} */
  readonly spawn?: SpawnThread;
}

/** More threads than a loop over images has shards would have nothing to do. */
function usefulThreads(threads: number): number {
  if (!(Number.isInteger(threads) && threads >= 1)) {
    throw new RangeError(
      `Cannot create a wasm engine as its threads must be a whole number of at least 1: current value is ${threads}`,
    );
  }
  return canShareMemory() ? Math.min(threads, MOST_SHARDS) : 1;
}

class WasmEngine implements Engine {
  readonly id = "wasm";
  readonly mode: EngineMode;
  readonly threads: number;
  readonly #spawn: SpawnThread;
  readonly #modules: ModuleCache;

  constructor(mode: EngineMode, threads: number, spawn: SpawnThread) {
    this.mode = mode;
    this.threads = threads;
    this.#spawn = spawn;
    this.#modules = new ModuleCache(async (program) => {
      checkProgram(program);
      const relaxed = mode === "fast" && detectRelaxedSimd();
      const lowered = lowerProgram(program, { relaxed, checkedAccess: checksAccess(), threads });
      return { lowered, module: await WebAssembly.compile(lowered.bytes) };
    });
  }

  async compile(program: Program): Promise<Executable> {
    return await WasmExecutable.create(program, await this.#modules.get(program), this.#spawn);
  }
}

/**
 * Runs programs as WebAssembly made for them: one module a program, specialised to its shapes, with SIMD, one memory planned before the run
 * and one call a step. A program that was compiled before, one of the last eight, is not compiled again. Needs no package and no native code; works in Node, Deno and browsers.
 * @example Usage
 * ```ts
 * const executable = await createWasmEngine({ threads: 2 }).compile(program);
 * ```
 * @throws {RangeError} If the number of threads is not a whole one of at least 1.
 */
export function createWasmEngine({
  mode = "portable",
  threads = 1,
  spawn = startThread,
}: WasmEngineOptions = {}): Engine {
  return new WasmEngine(mode, usefulThreads(threads), spawn);
}
