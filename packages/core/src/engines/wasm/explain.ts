import type { Program } from "../../graph/program.ts";
import { checkProgram } from "../check_program.ts";
import type { EngineMode } from "../engine.ts";
import { PAGE_BYTES } from "./assembler/module_builder.ts";
import type { EmittedBlock } from "./runtime/emit_entry.ts";
import { type LoweredEntry, lowerProgram } from "./runtime/lower_program.ts";
import { MOST_SHARDS } from "./schedule/shard_count.ts";
import type { Stage, Use } from "./schedule/stage.ts";
import { bytesOf } from "./schedule/values.ts";

/** For what a program is explained. */
export interface ExplainOptions {
  /** @default {"portable"} */
  readonly mode?: EngineMode;
  /** As for `createWasmEngine`. @default {1} */
  readonly threads?: number;
}

const UNITS = ["", "k", "M", "G", "T"];

/** A number with three digits and a unit: `1.21 M`. */
function short(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 999.5 && unit < UNITS.length - 1) {
    rest /= 1000;
    unit++;
  }
  return `${Number(rest.toPrecision(3))} ${UNITS[unit]}`;
}

function bytesOfUses(uses: readonly Use[]): number {
  return uses.reduce((sum, { type }) => sum + bytesOf(type), 0);
}

function explainStage({ name, reads, writes, flops }: Stage): string {
  const traffic = `reads ${short(bytesOfUses(reads))}B, writes ${short(bytesOfUses(writes))}B`;
  return `    ${name}: ${flops === undefined || flops === 0 ? "" : `${short(flops)}FLOP, `}${traffic}`;
}

function explainBlock({ block, workers }: EmittedBlock): string[] {
  const { images, shards, stages, sums } = block;
  const threads = `${workers} thread${workers === 1 ? "" : "s"}`;
  const head =
    images === null
      ? `  once, ${shards === 1 ? "" : `${shards} tasks side by side, `}${threads}`
      : `  for each of ${images} images, in ${shards} shard${shards === 1 ? "" : "s"}, ${threads}${sums.length === 0 ? "" : `, ${sums.length} sums`}`;
  return [head, ...stages.map(explainStage)];
}

/** FLOPs of a run. */
function flopsOfEntry({ blocks }: LoweredEntry): number {
  return blocks.reduce(
    (sum, { block: { images, stages } }) =>
      sum + (images ?? 1) * stages.reduce((total, { flops = 0 }) => total + flops, 0),
    0,
  );
}

/**
 * Says in words how the `wasm` engine runs a program: the bytes of its code and of its memory, and for each entry its blocks and their
 * stages, with what each computes and moves in one turn. An op whose name stands beside others runs in one loop with them.
 * @example Usage
 * ```ts
 * console.log(explain(predictionProgram(referenceCnn(), [1])));
 * // program "prediction": 10.4 kB of code, 786 kB of memory, mode portable, 1 thread
 * // entry "predict:1": 4.85 MFLOP
 * //   after a change of weights, 1 thread
 * //     pack for conv2d #7: reads 1.15 kB, writes 1.15 kB
 * ```
 */
export function explain(program: Program, options: ExplainOptions = {}): string {
  checkProgram(program);
  const { mode = "portable" } = options;
  const threads = Math.min(options.threads ?? 1, MOST_SHARDS);
  const { bytes, pages, entries } = lowerProgram(program, { relaxed: mode === "fast", threads });
  const memory = `${short(pages * PAGE_BYTES)}B of memory`;
  const lines = [
    `program "${program.name}": ${short(bytes.length)}B of code, ${memory}, mode ${mode}, ${threads} thread${threads === 1 ? "" : "s"}`,
  ];
  for (const [name, entry] of Object.entries(entries)) {
    lines.push(`entry "${name}": ${short(flopsOfEntry(entry))}FLOP`);
    if (entry.preparations.length > 0) {
      lines.push("  after a change of weights, 1 thread");
      lines.push(...entry.preparations.map(({ stage }) => explainStage(stage)));
    }
    lines.push(...entry.blocks.flatMap(explainBlock));
  }
  return lines.join("\n");
}
