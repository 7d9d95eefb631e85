import type { ImageDataset, LabeledImages } from "../data/image_dataset.ts";
import { DataError } from "../errors/data_error.ts";
import { formatReceived } from "../errors/spec_error.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { findLoss, LOSSES } from "../techniques/losses/registry.ts";

/** What is wrong with the targets of a dataset. */
interface TargetProblem {
  readonly path: string;
  readonly rule: string;
  readonly value: unknown;
}

/** The first thing that is wrong with a set's targets in themselves. */
function targetProblem(
  { targets, count }: LabeledImages,
  part: string,
  classes: number,
): TargetProblem | null {
  const path = `${part}.targets`;
  if (targets === undefined) {
    return { path, rule: `${path} must be there, as other images have them`, value: undefined };
  }
  if (targets.length !== count * classes) {
    const rule = `${path} must have ${count * classes} bytes, one for each image and class`;
    return { path, rule, value: targets.length };
  }
  const wrong = targets.findIndex((target) => target > 1);
  return wrong < 0 ? null : { path, rule: `${path}[${wrong}] must be 0 or 1`, value: targets[wrong] };
}

/** The first thing that does not go together with targets in which any number of classes can hold. */
function trainingProblem({ loss, classWeights }: TrainSpec): TargetProblem | null {
  const { definition } = findLoss(loss);
  if (!definition.multiLabel) {
    const fitting = Object.values(LOSSES).filter(({ multiLabel }) => multiLabel);
    const rule = `loss must be one of ${fitting.map(({ id }) => id).join(", ")} where several classes can hold for an image`;
    return { path: "loss", rule, value: definition.id };
  }
  return classWeights === null
    ? null
    : {
        path: "classWeights",
        rule: "classWeights must be null where several classes can hold for an image",
        value: classWeights,
      };
}

/**
 * Fails unless a dataset in which several classes can hold for one image has targets for all its images, and the training can learn from them.
 * A dataset without targets always passes.
 * @throws {DataError} With the part of the dataset or of the train spec in `path`.
 */
export function checkTargets(train: TrainSpec, dataset: ImageDataset): void {
  const sets = Object.entries({ train: dataset.train, validation: dataset.validation, test: dataset.test });
  const given = sets.flatMap(([part, set]) => (set === undefined ? [] : [[part, set] as const]));
  if (given.every(([, { targets }]) => targets === undefined)) {
    return;
  }
  const problems = given.map(([part, set]) => targetProblem(set, part, dataset.classes.length));
  const problem = problems.find((one) => one !== null) ?? trainingProblem(train);
  if (problem !== null) {
    const { path, rule, value } = problem;
    const message = `Cannot train on dataset "${dataset.name}" as ${rule}: current value is ${formatReceived(value)}`;
    throw new DataError({ code: "DATASET_MISMATCH", path, message, value });
  }
}
