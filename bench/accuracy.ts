import {
  createWasmEngine,
  type ImageDataset,
  pixelStatistics,
  referenceCnn,
  referenceTraining,
  type TrainEvent,
  train,
} from "@convzoo/core";
import { findFashionMnist, readFashionMnist } from "./fashion_mnist.ts";
import type { BenchOptions } from "./options.ts";
import { type BenchReport, benchReport } from "./report.ts";
import { confidence, mean, range } from "./statistics.ts";

/** Trains once. @returns The accuracy on the test images after the last epoch. */
async function trainOnce(
  dataset: ImageDataset,
  seed: number,
  { epochs, log }: { readonly epochs: number; readonly log: (line: string) => void },
): Promise<number> {
  let last: TrainEvent | undefined;
  for await (const event of train({
    model: referenceCnn({ preprocess: pixelStatistics(dataset.train, dataset.channels) }),
    train: referenceTraining({ images: dataset.train.count, epochs }),
    dataset,
    seed,
    engine: createWasmEngine(),
  })) {
    if (event.type === "epoch") {
      const { epoch, testAccuracy, imagesPerSecond } = event;
      log(
        `  seed ${seed}, epoch ${epoch}: test accuracy ${testAccuracy.toFixed(4)}, ${imagesPerSecond.toFixed(0)} images/s`,
      );
    }
    last = event;
  }
  if (last?.type !== "finished") {
    throw new Error(
      `Cannot tell an accuracy as the training with seed ${seed} must finish: it ended with ${JSON.stringify(last)}`,
    );
  }
  return last.testAccuracy;
}

/** Trains the reference CNN with several seeds and tells the test accuracies. */
export async function benchAccuracy(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<BenchReport> {
  const { epochs, seeds } = options;
  const dataset = await readFashionMnist(findFashionMnist(options));
  log(`${dataset.train.count} training and ${dataset.test.count} test images, ${epochs} epochs`);
  const accuracies: number[] = [];
  for (const seed of seeds) {
    accuracies.push(await trainOnce(dataset, seed, { epochs, log }));
  }
  const interval = accuracies.length < 2 ? "" : ` +- ${confidence(accuracies).toFixed(4)} (95 % interval)`;
  log(`test accuracy: mean ${mean(accuracies).toFixed(4)}${interval} of ${accuracies.length} seeds`);
  return benchReport("accuracy", [
    {
      id: `accuracy/reference_cnn/wasm/${dataset.name}`,
      ours: mean(accuracies),
      theirs: null,
      ratio: null,
      unit: "test accuracy",
      rounds: seeds.length,
      spread: { ours: range(accuracies), theirs: null },
      threads: { ours: 1, theirs: null },
    },
  ]);
}
