import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type InvalidInput, InvalidInputError } from "../errors/invalid_input_error.ts";
import type { ImportedDataset, ImportTask } from "./import_dataset.ts";

/** What the process answers. */
export type ImportAnswer = { readonly imported: ImportedDataset } | { readonly problem: InvalidInput };

/** Milliseconds that reading one dataset may take. */
const patience = 480_000;

const program = fileURLToPath(new URL("./import_process.ts", import.meta.url));

/**
 * Reads a dataset in a process of its own.
 *
 * @throws {InvalidInputError} With the argument at fault, or `TIMEOUT`.
 * @throws {Error} If the process ends without an answer.
 */
export async function runImport(task: ImportTask): Promise<ImportedDataset> {
  const child = fork(program, { execArgv: [], serialization: "advanced" });
  const { promise, resolve, reject } = Promise.withResolvers<ImportAnswer>();
  child.once("message", (answer) => resolve(answer as unknown as ImportAnswer));
  child.on("error", reject);
  child.once("close", (code, signal) =>
    reject(new Error(`The process that reads a dataset ended with ${signal ?? `exit code ${code}`}`)),
  );
  const timer = setTimeout(() => {
    const message = `Cannot register the dataset as it must be read within ${patience / 1000} s`;
    reject(new InvalidInputError({ code: "TIMEOUT", path: "input.source", message }));
  }, patience);
  try {
    child.send(task);
    const answer = await promise;
    if ("problem" in answer) {
      throw new InvalidInputError(answer.problem);
    }
    return answer.imported;
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}
