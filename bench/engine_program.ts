import { fileURLToPath } from "node:url";
import type { EngineMode } from "@convzoo/core";
import type { LineProgram } from "./peers/line_process.ts";

/** Our engines, as rows name them. */
export const ENGINES = ["wasm", "wasm_portable", "wasm_deno"] as const;
export type BenchEngine = (typeof ENGINES)[number];

/** What a program that is measured is to do. */
export interface Task {
  /** The folder of the job. */
  readonly job: string;
  readonly threads: number;
  /** Images a step. */
  readonly batch: number;
}

const node: LineProgram = { command: process.execPath, args: [] };
const deno: LineProgram = {
  command: fileURLToPath(new URL("../node_modules/.bin/deno", import.meta.url)),
  // Deno reads /proc, for the memory, only with all permissions
  args: ["run", "--no-lock", "--node-modules-dir=manual", "--allow-all"],
};

const RUNS: Readonly<Record<BenchEngine, { readonly mode: EngineMode; readonly runtime: LineProgram }>> = {
  wasm: { mode: "fast", runtime: node },
  wasm_portable: { mode: "portable", runtime: node },
  wasm_deno: { mode: "fast", runtime: deno },
};

/** The words behind a program that say what it is to do. */
export function taskArguments({ job, threads, batch }: Task): string[] {
  return ["--job", job, "--threads", String(threads), "--batch", String(batch)];
}

/** What runs one of our scripts on an engine. */
export function engineProgram(engine: BenchEngine, script: URL, task: Task): LineProgram {
  const { mode, runtime } = RUNS[engine];
  return {
    ...runtime,
    args: [...runtime.args, fileURLToPath(script), "--mode", mode, ...taskArguments(task)],
  };
}
