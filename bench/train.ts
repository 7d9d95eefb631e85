import { availableParallelism } from "node:os";
import { compare } from "./compare.ts";
import { writeJob } from "./job.ts";
import { BATCH_SIZE, imagesFor, MODELS, networksOf } from "./networks.ts";
import type { BenchOptions } from "./options.ts";
import { type BenchReport, type BenchRow, benchReport } from "./report.ts";

const WARM_UP_STEPS = 30;

/** Measures how fast networks train, by whole steps, batch 64, from the same weights on the same images, ours and peers on as many threads. */
export async function benchTrain(options: BenchOptions, log: (line: string) => void): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  for (const network of networksOf(options)) {
    const { folder, remove } = await writeJob(MODELS[network](), await imagesFor(network, options));
    try {
      const { steps, rounds, engines, peers, threads = availableParallelism() } = options;
      const course = { batchSize: BATCH_SIZE, steps, warmUpSteps: Math.min(WARM_UP_STEPS, steps), rounds };
      const contest = { work: "train", what: `train/${network}`, job: folder, alone: "keras_fit" } as const;
      const script = new URL("train_contestant.ts", import.meta.url);
      rows.push(...(await compare({ ...course, ...contest, script, threads, engines, peers }, log)));
    } finally {
      await remove();
    }
  }
  return benchReport("train", rows);
}
