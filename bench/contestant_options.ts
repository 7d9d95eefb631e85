import process from "node:process";
import { parseArgs } from "node:util";
import { createWasmEngine, type Engine, type EngineMode } from "@convzoo/core";

/** What a script that is measured was started with. */
export interface ContestantOptions {
  readonly job: string;
  readonly batch: number;
  readonly engine: Engine;
  /** Threads that the engine computes on: those asked for, as far as it has use for them. */
  readonly threads: number;
  /** The runtime, the engine and its mode, for people. */
  readonly name: string;
}

/** Reads the arguments of a script that is measured, in Node or Deno. */
export function readContestantOptions(): ContestantOptions {
  const { values } = parseArgs({
    options: {
      job: { type: "string", default: "" },
      mode: { type: "string", default: "fast" },
      threads: { type: "string", default: "1" },
      batch: { type: "string", default: "64" },
    },
  });
  const engine = createWasmEngine({ mode: values.mode as EngineMode, threads: Number(values.threads) });
  const { deno, node } = process.versions;
  return {
    job: values.job,
    batch: Number(values.batch),
    engine,
    threads: engine.threads,
    name: `${engine.id}, ${engine.mode}, in ${deno === undefined ? `Node ${node}` : `Deno ${deno}`}`,
  };
}
