import type { NamedTensors, Program } from "../graph/program.ts";

/** Runs programs on one runtime. */
export interface Engine {
  /** `reference`, `wasm`, ... */
  readonly id: string;
  /** `portable`: the same bits on every machine and runtime. `fast`: the same bits on one kind of machine. */
  readonly mode: EngineMode;
  /** Threads that it computes on: those that were asked for, as far as it has use for them here. No bit of a result depends on them. */
  readonly threads: number;
  /**
   * Compiles every entry of a program and allocates its state, zeroed: write initial values with `writeState`.
   * @throws {RangeError} If the program uses an op that the engine has no lowering for.
   */
  compile(program: Program): Promise<Executable>;
}

/** How far an engine's results repeat. */
export type EngineMode = "portable" | "fast";

/** A compiled program and its state. Calls must not overlap. */
export interface Executable {
  /**
   * Runs one entry: reads feeds and state, computes, replaces state, returns the fetches as fresh arrays.
   * @throws {RangeError} If the entry is unknown, or a feed is missing, unknown, or of the wrong type or length.
   */
  run(entry: string, feeds: NamedTensors): Promise<NamedTensors>;
  /** Copies of state variables; of all when `names` is left out. @throws {RangeError} If a name is unknown. */
  readState(names?: readonly string[]): Promise<NamedTensors>;
  /** Replaces the state variables that are named. @throws {RangeError} If a name is unknown or a length is wrong. */
  writeState(values: NamedTensors): Promise<void>;
  /** Frees what the executable holds; every later call throws. */
  dispose(): void;
}
