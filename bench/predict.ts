import { availableParallelism } from "node:os";
import { compare } from "./compare.ts";
import { writeJob } from "./job.ts";
import { imagesFor, MODELS, networksOf } from "./networks.ts";
import type { BenchOptions } from "./options.ts";
import { type BenchReport, type BenchRow, benchReport } from "./report.ts";

/** Images a call: one that somebody waits for, and many at once. */
const BATCHES = [1, 64] as const;

/** Calls of a single image are short: a round has so many times the steps. */
const SINGLE_IMAGE_FACTOR = 10;

const WARM_UP_STEPS = 50;

/** Measures how fast networks classify images, from bytes to the best three classes, one image a call and 64. */
export async function benchPredict(options: BenchOptions, log: (line: string) => void): Promise<BenchReport> {
  const { steps, rounds, engines, peers, threads = availableParallelism() } = options;
  const rows: BenchRow[] = [];
  for (const network of networksOf(options)) {
    const { folder, remove } = await writeJob(MODELS[network](), await imagesFor(network, options));
    try {
      for (const batchSize of BATCHES) {
        const factor = batchSize === 1 ? SINGLE_IMAGE_FACTOR : 1;
        const course = {
          batchSize,
          steps: factor * steps,
          warmUpSteps: factor * Math.min(WARM_UP_STEPS, steps),
          rounds,
        };
        const what = `predict/${network}/b${batchSize}`;
        const contest = { work: "predict", what, job: folder, alone: "keras_function" } as const;
        const script = new URL("predict_contestant.ts", import.meta.url);
        rows.push(...(await compare({ ...course, ...contest, script, threads, engines, peers }, log)));
      }
    } finally {
      await remove();
    }
  }
  return benchReport("predict", rows);
}
