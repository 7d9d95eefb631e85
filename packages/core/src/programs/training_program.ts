import type { Entry, Program, StateVariable } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";
import type { FrozenPart } from "../techniques/gradients/frozen_part.ts";
import { evaluateEntry } from "./evaluate_entry.ts";
import { trainEntry } from "./train_entry.ts";

/** The batches that a training will meet, and what stays as it is meanwhile. */
export interface BatchSizes {
  /** Sizes: whole batches, and what is left at the end. */
  readonly train: readonly number[];
  readonly evaluate: readonly number[];
  /** Whether they have `targets`, as any number of classes can hold for one image, and not `labels`. @default {false} */
  readonly multiLabel?: boolean | undefined;
  /** @default {nothing} */
  readonly frozen?: FrozenPart | undefined;
}

/** Name of the training step for a batch size. */
export function trainEntryName(batch: number): string {
  return `train:${batch}`;
}

/** Name of the evaluation for a batch size. */
export function evaluateEntryName(batch: number): string {
  return `evaluate:${batch}`;
}

/** The state variable that is evaluated in place of a weight; a frozen weight has no mean. */
function servedFrom({ gradients }: TrainSpec, state: readonly StateVariable[]): (weight: string) => string {
  const names = new Set(state.map(({ name }) => name));
  return (weight) => {
    const served = servedName(gradients, weight);
    return names.has(served) ? served : weight;
  };
}

/**
 * One program with a training step and an evaluation for each batch size, over one state.
 * @throws {SpecError} If the loss does not suit the last layer or the targets.
 */
export function trainingProgram(model: ModelSpec, train: TrainSpec, sizes: BatchSizes): Program {
  const { multiLabel, frozen } = sizes;
  const entries: Record<string, Entry> = {};
  const steps = sizes.train.map((batch) => {
    return { batch, ...trainEntry(model, train, { batch, multiLabel, frozen }) };
  });
  const served = servedFrom(train, steps[0]?.state ?? []);
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
