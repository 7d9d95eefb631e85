import type { Entry, Program } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";
import { evaluateEntry } from "./evaluate_entry.ts";
import { trainEntry } from "./train_entry.ts";

/** The sizes of the batches that a training will meet: whole ones, and what is left at the end. */
export interface BatchSizes {
  readonly train: readonly number[];
  readonly evaluate: readonly number[];
}

/** Name of the training step for a batch size. */
export function trainEntryName(batch: number): string {
  return `train:${batch}`;
}

/** Name of the evaluation for a batch size. */
export function evaluateEntryName(batch: number): string {
  return `evaluate:${batch}`;
}

/** One program with a training step and an evaluation for each batch size, over one state. */
export function trainingProgram(model: ModelSpec, train: TrainSpec, sizes: BatchSizes): Program {
  const entries: Record<string, Entry> = {};
  const steps = sizes.train.map((batch) => ({ batch, ...trainEntry(model, train, batch) }));
  for (const { batch, entry } of steps) {
    entries[trainEntryName(batch)] = entry;
  }
  for (const batch of sizes.evaluate) {
    entries[evaluateEntryName(batch)] = evaluateEntry(model, batch, (weight) =>
      servedName(train.gradients, weight),
    );
  }
  const [first] = steps;
  if (first === undefined) {
    throw new RangeError(
      "Cannot build a training program as it needs at least one batch size: current number is 0",
    );
  }
  return { name: "training", state: first.state, entries };
}
