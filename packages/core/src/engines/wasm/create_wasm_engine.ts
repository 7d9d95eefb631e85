import type { Program } from "../../graph/program.ts";
import { checkProgram } from "../check_program.ts";
import type { Engine, EngineMode, Executable } from "../engine.ts";
import { detectRelaxedSimd } from "./runtime/detect_relaxed_simd.ts";
import { lowerProgram } from "./runtime/lower_program.ts";
import { WasmExecutable } from "./runtime/wasm_executable.ts";

/** How the engine works. */
export interface WasmEngineOptions {
  /**
   * `portable`: plain SIMD, the same bits on every machine and runtime. `fast`: relaxed SIMD where the runtime has it, the same bits on one
   * kind of machine. @default {"portable"}
   */
  readonly mode?: EngineMode;
}

class WasmEngine implements Engine {
  readonly id = "wasm";
  readonly mode: EngineMode;

  constructor(mode: EngineMode) {
    this.mode = mode;
  }

  async compile(program: Program): Promise<Executable> {
    checkProgram(program);
    const lowered = lowerProgram(program, { relaxed: this.mode === "fast" && detectRelaxedSimd() });
    return await WasmExecutable.create(program, lowered);
  }
}

/**
 * Runs programs as WebAssembly made for them: one module a program, specialised to its shapes, with SIMD, one memory planned before the run
 * and one call a step. Needs no package and no native code; works in Node, Deno and browsers.
 * @example Usage
 * ```ts
 * const executable = await createWasmEngine().compile(program);
 * ```
 */
export function createWasmEngine({ mode = "portable" }: WasmEngineOptions = {}): Engine {
  return new WasmEngine(mode);
}
