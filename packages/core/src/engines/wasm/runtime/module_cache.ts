import { exactJson } from "../../../graph/exact_json.ts";
import type { Program } from "../../../graph/program.ts";
import type { LoweredProgram } from "./lower_program.ts";

/** A program, lowered and compiled; nothing of it changes in a run, so any number of executables may share it. */
export interface CompiledProgram {
  readonly lowered: LoweredProgram;
  readonly module: WebAssembly.Module;
}

/** Programs that are kept: a training has one, or one a phase, and a server that classifies one for each model in use. */
const MOST_PROGRAMS = 8;

/** What an engine has compiled last, by all that a program's code follows from as text: the same program is compiled once. */
export class ModuleCache {
  readonly #compile: (program: Program) => Promise<CompiledProgram>;
  /** The one used last stands last. */
  readonly #programs: Map<string, Promise<CompiledProgram>> = new Map();

  /** @param compile How a program is compiled that is not here. */
  constructor(compile: (program: Program) => Promise<CompiledProgram>) {
    this.#compile = compile;
  }

  /** A compiled program, from here if it was compiled before. A failure is not kept. */
  async get(program: Program): Promise<CompiledProgram> {
    const text = exactJson(program);
    const compiled = this.#programs.get(text) ?? this.#compile(program);
    this.#programs.delete(text);
    this.#programs.set(text, compiled);
    if (this.#programs.size > MOST_PROGRAMS) {
      const [oldest] = this.#programs.keys();
      this.#programs.delete(oldest!);
    }
    try {
      return await compiled;
    } catch (error) {
      this.#programs.delete(text);
      throw error;
    }
  }
}
