import { availableParallelism } from "node:os";
import {
  createWasmEngine,
  type ImageDataset,
  parseModelSpec,
  parseTrainSpec,
  type TrainEvent,
  train,
} from "@convzoo/core";
import type { Recipe } from "./recipe.ts";

/** One epoch of a training, and what it came to. */
export type EpochEvent = Extract<TrainEvent, { readonly type: "epoch" }>;

/** What one training gave. */
export interface TrainedRecipe {
  /** Of the weights that the training leaves, on the test images. */
  readonly testAccuracy: number;
  /** All of it: compiling, training and evaluating. */
  readonly seconds: number;
}

/** Threads that trainings compute on: all of the machine. How many they are changes no bit of a result. */
export const TRAINING_THREADS: number = availableParallelism();

/**
 * Trains a recipe once, in the mode that gives the same bits everywhere.
 * @param options.onEpoch Told of each epoch.
 * @throws {Error} If the training does not come to its end.
 */
export async function trainRecipe(
  recipe: Recipe,
  options: {
    readonly dataset: ImageDataset;
    readonly seed: number;
    readonly onEpoch?: (event: EpochEvent) => void;
  },
): Promise<TrainedRecipe> {
  const { dataset, seed, onEpoch } = options;
  const start = performance.now();
  const training = train({
    model: parseModelSpec(recipe.model),
    train: parseTrainSpec(recipe.train),
    dataset,
    seed,
    engine: createWasmEngine({ threads: TRAINING_THREADS }),
    testing: "atEnd",
  });
  for await (const event of training) {
    if (event.type === "epoch") {
      onEpoch?.(event);
    } else if (event.type === "failed") {
      throw new Error(event.message);
    } else if (event.type === "finished") {
      return { testAccuracy: event.testAccuracy, seconds: (performance.now() - start) / 1000 };
    }
  }
  throw new Error(`Cannot tell an accuracy as the training with seed ${seed} must finish: it just ended`);
}
