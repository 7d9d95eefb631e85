import { meanInterval } from "@convzoo/core";
import { findFashionMnist, readFashionMnist } from "./fashion_mnist.ts";
import type { BenchOptions } from "./options.ts";
import { readRecipe } from "./read_recipe.ts";
import { type BenchReport, benchReport } from "./report.ts";
import { range } from "./statistics.ts";
import { type EpochEvent, TRAINING_THREADS, trainRecipe } from "./train_recipe.ts";

/** An epoch for people. The test accuracy of an epoch is not told: only the last counts, and nobody is to choose by it. */
function describeEpoch(seed: number, event: EpochEvent): string {
  const { epoch, accuracy, validationAccuracy, imagesPerSecond } = event;
  const validation =
    validationAccuracy === null ? "" : `, validation accuracy ${validationAccuracy.toFixed(4)}`;
  return `  seed ${seed}, epoch ${epoch}: training accuracy ${accuracy.toFixed(4)}${validation}, ${imagesPerSecond.toFixed(0)} images/s`;
}

/** Trains a recipe of the repository with several seeds and tells the test accuracies. */
export async function benchAccuracy(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<BenchReport> {
  const { seeds, sample } = options;
  const name = options.recipe ?? (sample ? "reference_cnn_sample" : "reference_cnn");
  const written = await readRecipe(name);
  const recipe =
    options.epochs === undefined
      ? written
      : { ...written, train: { ...written.train, epochs: options.epochs } };
  const dataset = await readFashionMnist(findFashionMnist(options));
  log(`${name}: ${recipe.summary}`);
  log(`${dataset.train.count} training and ${dataset.test.count} test images, ${recipe.train.epochs} epochs`);
  const accuracies: number[] = [];
  for (const seed of seeds) {
    const { testAccuracy, seconds } = await trainRecipe(recipe, {
      dataset,
      seed,
      onEpoch: (event) => log(describeEpoch(seed, event)),
    });
    accuracies.push(testAccuracy);
    log(`  seed ${seed}: test accuracy ${testAccuracy.toFixed(4)} after ${seconds.toFixed(0)} s`);
  }
  const { mean, interval } = meanInterval(accuracies);
  const reach =
    interval === null ? "" : ` (95 % interval ${interval.lower.toFixed(4)} to ${interval.upper.toFixed(4)})`;
  log(`test accuracy: mean ${mean.toFixed(4)}${reach} of ${accuracies.length} seeds`);
  return benchReport("accuracy", [
    {
      id: `accuracy/${name}/wasm/${dataset.name}`,
      ours: mean,
      theirs: null,
      ratio: null,
      unit: "test accuracy",
      rounds: seeds.length,
      spread: { ours: range(accuracies), theirs: null },
      threads: { ours: TRAINING_THREADS, theirs: null },
    },
  ]);
}
