import type { AugmentationSpec, AugmentationSpecInput } from "../techniques/augmentations/registry.ts";
import type { ClassWeightsSpec, ClassWeightsSpecInput } from "../techniques/class_weights/registry.ts";
import type { ConstraintSpec, ConstraintSpecInput } from "../techniques/constraints/registry.ts";
import type { GradientSpec, GradientSpecInput } from "../techniques/gradients/registry.ts";
import type { LossSpec, LossSpecInput } from "../techniques/losses/registry.ts";
import type { OptimizerSpec, OptimizerSpecInput } from "../techniques/optimizers/registry.ts";
import type { PretrainingSpec, PretrainingSpecInput } from "../techniques/pretraining/registry.ts";
import type { RegularizerSpec, RegularizerSpecInput } from "../techniques/regularizers/registry.ts";
import type { ScheduleSpec, ScheduleSpecInput } from "../techniques/schedules/registry.ts";
import type { StartSpec, StartSpecInput } from "../techniques/starts/registry.ts";
import type { StoppingSpec, StoppingSpecInput } from "../techniques/stopping/registry.ts";
import type { ValidationSpec, ValidationSpecInput } from "../techniques/validation/registry.ts";

/** How a network is trained, as plain data, complete. The dataset and the seed belong to a run. */
export interface TrainSpec {
  readonly epochs: number;
  readonly batchSize: number;
  /** What training minimises. */
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  /** How the optimizer's rate changes from step to step. */
  readonly schedule: ScheduleSpec;
  /** What stands between the gradients and the weights, in the order of the registry. */
  readonly gradients: readonly GradientSpec[];
  /** What the size of all kernels (weights of two and more axes) adds to the loss. */
  readonly regularizer: RegularizerSpec | null;
  /** What all kernels are brought to after each step. */
  readonly constraint: ConstraintSpec | null;
  /** What is done to training images, in this order, anew in each epoch. */
  readonly augmentations: readonly AugmentationSpec[];
  /** Where the first weights come from; null: from the seed alone. */
  readonly start: StartSpec | null;
  /** How much the examples of each class count in the loss; null: all the same. */
  readonly classWeights: ClassWeightsSpec | null;
  /** Which images a training is watched on; null: none, and the test images are evaluated after each epoch. */
  readonly validation: ValidationSpec | null;
  /** When training ends before its last epoch, and which weights it leaves; null: never, and the last. */
  readonly stopping: StoppingSpec | null;
  /** What the encoder learns without labels, in place of the classes; null: the classes are learned. */
  readonly pretraining: PretrainingSpec | null;
}

/** How a network is trained, as a person writes it. */
export interface TrainSpecInput {
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly loss?: LossSpecInput | undefined;
  readonly optimizer?: OptimizerSpecInput | undefined;
  readonly schedule?: ScheduleSpecInput | undefined;
  readonly gradients?: readonly GradientSpecInput[] | undefined;
  readonly regularizer?: RegularizerSpecInput | null | undefined;
  readonly constraint?: ConstraintSpecInput | null | undefined;
  readonly augmentations?: readonly AugmentationSpecInput[] | undefined;
  readonly start?: StartSpecInput | null | undefined;
  readonly classWeights?: ClassWeightsSpecInput | null | undefined;
  readonly validation?: ValidationSpecInput | null | undefined;
  readonly stopping?: StoppingSpecInput | null | undefined;
  readonly pretraining?: PretrainingSpecInput | null | undefined;
}
