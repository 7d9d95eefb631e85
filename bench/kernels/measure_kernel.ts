import type { Engine } from "@convzoo/core";
import { sizeOf } from "../../packages/core/src/graph/tensor_type.ts";
import type { KernelCase } from "./kernel_case.ts";
import type { PeakLoop } from "./peak_loop.ts";

/** How long a stretch of work is measured, in milliseconds: long against the clock, short against what else the machine does. */
const STRETCH = 10;

/** Speeds of a kernel and of the bare loop, round by round, in GFLOP/s. */
export interface KernelSpeeds {
  readonly kernel: readonly number[];
  readonly peak: readonly number[];
}

/** So many runs that they take about a stretch. @param run Does some runs. @returns How many. */
async function runsOfStretch(run: (count: number) => Promise<void> | void): Promise<number> {
  for (let count = 1; ; count *= 4) {
    const start = performance.now();
    await run(count);
    const milliseconds = performance.now() - start;
    if (milliseconds > STRETCH / 4) {
      return Math.max(1, Math.round((count * STRETCH) / milliseconds));
    }
  }
}

async function speed(
  run: (count: number) => Promise<void> | void,
  count: number,
  flops: number,
): Promise<number> {
  const start = performance.now();
  await run(count);
  return (count * flops) / (performance.now() - start) / 1e6;
}

/** Measures one op on one thread, in turns with the bare loop. */
export async function measureKernel(
  { program, flops }: KernelCase,
  { engine, peak, rounds }: { readonly engine: Engine; readonly peak: PeakLoop; readonly rounds: number },
): Promise<KernelSpeeds> {
  const executable = await engine.compile(program);
  try {
    const state = program.state.map(({ name, type }) => [
      name,
      Float32Array.from(
        { length: sizeOf(type.shape) },
        (_unused, index) => ((index * 7919) % 256) / 256 - 0.5,
      ),
    ]);
    await executable.writeState(Object.fromEntries(state));
    const runKernel = async (count: number): Promise<void> => {
      for (let run = 0; run < count; run++) {
        await executable.run("run", {});
      }
    };
    const counts = { kernel: await runsOfStretch(runKernel), peak: await runsOfStretch(peak.run) };
    const speeds = { kernel: [] as number[], peak: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      speeds.peak.push(await speed(peak.run, counts.peak, peak.flops));
      speeds.kernel.push(await speed(runKernel, counts.kernel, flops));
    }
    return speeds;
  } finally {
    executable.dispose();
  }
}
