import { createWasmEngine, type EngineMode } from "@convzoo/core";
import { BATCH_SIZE, MODELS, NETWORKS } from "../networks.ts";
import type { BenchOptions } from "../options.ts";
import { type BenchReport, type BenchRow, benchReport } from "../report.ts";
import { range } from "../statistics.ts";
import { formatKernels } from "./format_kernels.ts";
import { type KernelCase, kernelCases } from "./kernel_case.ts";
import { type KernelSpeeds, measureKernel } from "./measure_kernel.ts";
import { peakLoop } from "./peak_loop.ts";

const MODES: readonly EngineMode[] = ["fast", "portable"];

/**
 * Measures each convolution, its gradients and each product of matrices of networks, one op a program, on one thread, against what
 * a bare loop of multiply-adds reaches here. A row's `ours` is the best round, `theirs` that peak, the ratio the share of it.
 */
export async function benchKernels(options: BenchOptions, log: (line: string) => void): Promise<BenchReport> {
  const { rounds, networks } = options;
  const cases = new Map<string, KernelCase>();
  for (const network of networks.length > 0 ? networks : NETWORKS) {
    for (const each of kernelCases(MODELS[network](), BATCH_SIZE)) {
      cases.set(each.id, each);
    }
  }
  log(`${cases.size} kernels in two modes, ${rounds} rounds, one thread`);
  const rows: BenchRow[] = [];
  for (const mode of MODES) {
    const engine = createWasmEngine({ mode });
    const peak = await peakLoop(mode);
    const measured: { readonly id: string; readonly speeds: KernelSpeeds }[] = [];
    for (const each of cases.values()) {
      measured.push({ id: each.id, speeds: await measureKernel(each, { engine, peak, rounds }) });
    }
    const peaks = range(measured.flatMap(({ speeds }) => speeds.peak));
    for (const { id, speeds } of measured) {
      // the best round of each: whatever else the machine does can only make a kernel slower
      const kernel = range(speeds.kernel);
      rows.push({
        id: `kernel/${id}/${mode}`,
        ours: kernel[1],
        theirs: peaks[1],
        ratio: kernel[1] / peaks[1],
        unit: "GFLOP/s",
        rounds,
        spread: { ours: kernel, theirs: peaks },
        threads: { ours: 1, theirs: 1 },
      });
    }
  }
  for (const line of formatKernels(rows)) {
    log(line);
  }
  return benchReport("kernels", rows);
}
