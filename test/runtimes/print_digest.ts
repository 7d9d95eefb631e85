/**
 * Trains the program that gives the same bits everywhere, on this runtime, and prints its digest as JSON.
 * Usage: node test/runtimes/print_digest.ts [--threads N]           prints
 *        node test/runtimes/print_digest.ts [--threads N] --write   and makes it the committed one: after a change of the order of sums
 */
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { parseArgs } from "node:util";
import { createWasmEngine } from "@convzoo/core";
import { trainSameBits } from "./same_bits_training.ts";

const { values } = parseArgs({
  options: { threads: { type: "string", default: "1" }, write: { type: "boolean", default: false } },
});
const runtime = process.versions["deno"] === undefined ? `node ${process.versions.node}` : "deno";
const { digest } = await trainSameBits(createWasmEngine({ threads: Number(values.threads) }));
process.stdout.write(`${JSON.stringify({ runtime, digest })}\n`);
if (values.write) {
  await writeFile(new URL("same_bits.json", import.meta.url), `${JSON.stringify(digest, null, 2)}\n`);
}
