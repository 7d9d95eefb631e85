import { type Engine, type ImageDataset, parseTrainSpec, referenceCnn, train } from "@convzoo/core";
import type { Contestant } from "./interleave.ts";

/** What one of our engines is to train. */
export interface TrainContestantOptions {
  readonly engine: Engine;
  /** Its training images must make whole batches. */
  readonly dataset: ImageDataset;
  readonly batchSize: number;
  /** Steps of a round. */
  readonly steps: number;
  readonly warmUpSteps: number;
}

/**
 * The reference CNN trained by core's `train`, which a caller would use too: shuffling, batches, events and breathing included, the
 * evaluation at the end of an epoch left out. Its speed is in images a second.
 */
export function trainContestant(options: TrainContestantOptions): Contestant {
  const { engine, dataset, batchSize, steps, warmUpSteps } = options;
  const stop = new AbortController();
  const training = train({
    model: referenceCnn(),
    train: parseTrainSpec({ batchSize, epochs: 10_000 }),
    dataset,
    seed: 0,
    engine,
    signal: stop.signal,
  });
  const run = async (count: number): Promise<number> => {
    let seconds = 0;
    for (let step = 0; step < count; ) {
      const start = performance.now();
      const { value, done } = await training.next();
      if (done) {
        throw new Error("Cannot measure a training as it must go on: it ended");
      }
      // what comes between epochs does not count
      if (value.type === "batch") {
        seconds += (performance.now() - start) / 1000;
        step++;
      }
    }
    return (count * batchSize) / seconds;
  };
  return {
    name: `${engine.id}, ${engine.mode}`,
    warmUp: async () => {
      await run(warmUpSteps);
    },
    round: () => run(steps),
    close: async () => {
      stop.abort();
      await training.next().catch(() => undefined);
    },
  };
}
