/**
 * The process that reads one dataset, so that neither its size nor what is wrong with it, not even the end of the process, harms the server.
 * It ends when it has answered, or its channel to the server breaks.
 */
import { DataError } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { type ImportTask, importDataset } from "./import_dataset.ts";
import type { ImportAnswer } from "./run_import.ts";

process.once("message", async (task: ImportTask) => {
  const answer = await read(task);
  process.send?.(answer, undefined, undefined, () => process.disconnect());
});
process.once("disconnect", () => process.exit());

async function read(task: ImportTask): Promise<ImportAnswer> {
  try {
    return { imported: await importDataset(task) };
  } catch (error) {
    if (!(error instanceof DataError || error instanceof InvalidInputError)) {
      throw error;
    }
    const { code, path, message, received } = error;
    return { problem: { code, path, message, received: received ?? undefined } };
  }
}
