import type { NamedTensors } from "../../../graph/program.ts";
import type { TrainSpec } from "../../../spec/train_spec.ts";
import type { CataloguedEntry } from "../catalogued_entry.ts";
import { variantOf } from "../check_example.ts";
import { demand } from "../demand.ts";
import type { Variant } from "../entry_place.ts";
import { trainVariant } from "../train_variant.ts";

/** Whether two sets of weights differ anywhere. */
export function differ(a: NamedTensors, b: NamedTensors): boolean {
  return Object.entries(a).some(([name, data]) => data.some((value, at) => value !== b[name]![at]));
}

/** Whether a training leaves other weights without some of its techniques. */
export async function changesTraining(variant: Variant, without: Partial<TrainSpec>): Promise<boolean> {
  const plain = await trainVariant({ ...variant, train: { ...variant.train, ...without } }, 1);
  return differ((await trainVariant(variant, 1)).weights, plain.weights);
}

/** Weights of classes change what is learned of classes of different sizes. */
export async function checkClassWeightsEffect(entry: CataloguedEntry): Promise<void> {
  const changes = await changesTraining(variantOf(entry), { classWeights: null });
  demand(changes, "it must make other weights of classes of different sizes", changes);
}

/** Validation images are measured after each epoch, and the test images wait for the end. */
export async function checkValidationEffect(entry: CataloguedEntry): Promise<void> {
  const { epochs } = await trainVariant(variantOf(entry), 1);
  for (const { validationLoss, testLoss } of epochs) {
    demand(
      validationLoss !== null && Number.isFinite(validationLoss),
      "validationLoss must be finite",
      validationLoss,
    );
    demand(testLoss === null, "testLoss must be null until the end", testLoss);
  }
}

/** A start makes other weights than those that the seed alone leads to. */
export async function checkStartEffect(entry: CataloguedEntry): Promise<void> {
  const changes = await changesTraining(variantOf(entry), { start: null });
  demand(changes, "it must make other weights than the seed alone", changes);
}
