import type { Entry, Program, StateVariable } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";
import type { FrozenPart } from "../techniques/gradients/frozen_part.ts";
import { evaluateEntry } from "./evaluate_entry.ts";
import { pretrainEntry } from "./pretrain_entry.ts";
import { pretrainEvaluateEntry } from "./pretrain_evaluate_entry.ts";
import { trainEntry } from "./train_entry.ts";
import type { TrainEntry } from "./training_step.ts";

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

/** How the entries of one batch size are made. */
interface EntryMaker {
  readonly name: string;
  step(batch: number): TrainEntry;
  evaluation(batch: number, served: (weight: string) => string): Entry;
}

function makerOf(model: ModelSpec, train: TrainSpec, { multiLabel, frozen }: BatchSizes): EntryMaker {
  return train.pretraining === null
    ? {
        name: "training",
        step: (batch) => trainEntry(model, train, { batch, multiLabel, frozen }),
        evaluation: (batch, served) => evaluateEntry(model, { loss: train.loss, batch, multiLabel, served }),
      }
    : {
        name: "pretraining",
        step: (batch) => pretrainEntry(model, train, batch),
        evaluation: (batch, served) => pretrainEvaluateEntry(model, train, { batch, served }),
      };
}

/**
 * One program with a training step and an evaluation for each batch size, over one state. With a pretraining they are those of its task.
 * @throws {SpecError} If the loss does not suit the last layer or the targets, or the pretext task the model or the batch size.
 */
export function trainingProgram(model: ModelSpec, train: TrainSpec, sizes: BatchSizes): Program {
  const maker = makerOf(model, train, sizes);
  const steps = sizes.train.map((batch) => ({ batch, ...maker.step(batch) }));
  const [first] = steps;
  if (first === undefined) {
    throw new RangeError(
      "Cannot build a training program as it needs at least one batch size: current number is 0",
    );
  }
  const served = servedFrom(train, first.state);
  return {
    name: maker.name,
    state: first.state,
    entries: Object.fromEntries([
      ...steps.map(({ batch, entry }) => [trainEntryName(batch), entry]),
      ...sizes.evaluate.map((batch) => [evaluateEntryName(batch), maker.evaluation(batch, served)]),
    ]),
  };
}
