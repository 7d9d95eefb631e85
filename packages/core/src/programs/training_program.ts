import type { Entry, Program } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";
import { evaluateEntry } from "./evaluate_entry.ts";
import { trainEntry } from "./train_entry.ts";

/** The batches that a training will meet. */
export interface BatchSizes {
  /** Sizes: whole batches, and what is left at the end. */
  readonly train: readonly number[];
  readonly evaluate: readonly number[];
  /** Whether they have `targets`, as any number of classes can hold for one image, and not `labels`. @default {false} */
  readonly multiLabel?: boolean | undefined;
}

/** Name of the training step for a batch size. */
export function trainEntryName(batch: number): string {
  return `train:${batch}`;
}

/** Name of the evaluation for a batch size. */
export function evaluateEntryName(batch: number): string {
  return `evaluate:${batch}`;
}

/**
 * One program with a training step and an evaluation for each batch size, over one state.
 * @throws {SpecError} If the loss does not suit the last layer or the targets.
 */
export function trainingProgram(model: ModelSpec, train: TrainSpec, sizes: BatchSizes): Program {
  const { multiLabel } = sizes;
  const served = (weight: string): string => servedName(train.gradients, weight);
  const entries: Record<string, Entry> = {};
  const steps = sizes.train.map((batch) => ({ batch, ...trainEntry(model, train, { batch, multiLabel }) }));
  for (const { batch, entry } of steps) {
    entries[trainEntryName(batch)] = entry;
  }
  for (const batch of sizes.evaluate) {
    entries[evaluateEntryName(batch)] = evaluateEntry(model, { loss: train.loss, batch, multiLabel, served });
  }
  const [first] = steps;
  if (first === undefined) {
    throw new RangeError(
      "Cannot build a training program as it needs at least one batch size: current number is 0",
    );
  }
  return { name: "training", state: first.state, entries };
}
