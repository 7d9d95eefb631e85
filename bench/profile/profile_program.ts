import type { EngineMode } from "@convzoo/core";
import { type HostTensor, lowerProgram } from "../../packages/core/src/engines/wasm/runtime/lower_program.ts";
import type { NamedTensors, Program } from "../../packages/core/src/graph/program.ts";
import type { TensorData } from "../../packages/core/src/graph/tensor_type.ts";
import { exportFunctions } from "./export_functions.ts";

/** What a stage takes of a run. */
export interface StageTime {
  readonly name: string;
  /** How often it runs. */
  readonly turns: number;
  readonly milliseconds: number;
  readonly gigaflops: number;
}

/** What a run takes, whole and by stages, on one thread. */
export interface Profile {
  readonly milliseconds: number;
  readonly stages: readonly StageTime[];
}

const WARM_UPS = 4;

function write(memory: WebAssembly.Memory, { address }: HostTensor, data: TensorData): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  new Uint8Array(memory.buffer, address, data.byteLength).set(bytes);
}

/** The shortest of some runs, in milliseconds: other programs can only slow one down. */
function best(rounds: number, run: () => void): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/** Times the stages of a program's first entry one by one, each over all images, with what a few whole runs have left in memory. */
export async function profileProgram(
  program: Program,
  given: {
    readonly mode: EngineMode;
    readonly state: NamedTensors;
    readonly feeds: NamedTensors;
    readonly rounds: number;
  },
): Promise<Profile> {
  const lowered = lowerProgram(program, { relaxed: given.mode === "fast" });
  const entry = Object.values(lowered.entries)[0]!;
  const memory = new WebAssembly.Memory({ initial: lowered.pages, maximum: lowered.pages });
  const numbers = entry.blocks.flatMap(({ functions }) => functions.map(({ index }) => index));
  const { instance } = await WebAssembly.instantiate(exportFunctions(lowered.bytes, numbers), {
    host: { memory },
  });
  const exports = instance.exports as unknown as Readonly<Record<string, (...numbers: number[]) => void>>;
  for (const { values, address, type } of lowered.constants) {
    const size = type.shape.reduce((product, length) => product * length, 1);
    const Type = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array }[
      type.dtype
    ];
    const all = values.length === 1 ? new Type(size).fill(values[0]!) : Type.from(values);
    write(memory, { address, type }, all);
  }
  for (const [name, data] of Object.entries(given.state)) {
    write(memory, lowered.state.get(name)!, data);
  }
  for (const [name, data] of Object.entries(given.feeds)) {
    write(memory, entry.feeds[name]!, data);
  }
  const run = (): void => exports[entry.exportName]!(0);
  best(WARM_UPS, run);
  const milliseconds = best(given.rounds, run);
  const stages = entry.blocks.flatMap(({ block, functions }) =>
    block.stages.map(({ name, flops = 0 }, index): StageTime => {
      const stage = exports[`f${functions[index]!.index}`]!;
      const turns = block.images ?? 1;
      const time = best(given.rounds, () => {
        for (let image = 0; image < turns; image++) {
          // one thread: its own memory has no distance, and the sums are those of the first shard
          stage(image, 0, 0);
        }
      });
      return { name, turns, milliseconds: time, gigaflops: (flops * turns) / time / 1e6 };
    }),
  );
  return { milliseconds, stages };
}
