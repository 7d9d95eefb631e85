import { METRICS } from "../analysis/metrics/registry.ts";
import { ARCHITECTURES } from "../architectures/registry.ts";
import { ACTIVATIONS } from "../layers/activations/registry.ts";
import { INITIALIZERS } from "../layers/initializers/registry.ts";
import { LAYERS } from "../layers/registry.ts";
import { AUGMENTATIONS } from "../techniques/augmentations/registry.ts";
import { CLASS_WEIGHTS } from "../techniques/class_weights/registry.ts";
import { CONSTRAINTS } from "../techniques/constraints/registry.ts";
import { GRADIENTS } from "../techniques/gradients/registry.ts";
import { LOSSES } from "../techniques/losses/registry.ts";
import { OPTIMIZERS } from "../techniques/optimizers/registry.ts";
import { PRETRAININGS } from "../techniques/pretraining/registry.ts";
import { REGULARIZERS } from "../techniques/regularizers/registry.ts";
import { SCHEDULES } from "../techniques/schedules/registry.ts";
import { STARTS } from "../techniques/starts/registry.ts";
import { STOPPINGS } from "../techniques/stopping/registry.ts";
import { VALIDATIONS } from "../techniques/validation/registry.ts";
import { type DescribedEntry, type DocumentedEntry, describeEntries } from "./describe_entries.ts";

/** What an entry of the catalogue is. */
export type CatalogueKind =
  | "layer"
  | "activation"
  | "initializer"
  | "regularizer"
  | "constraint"
  | "optimizer"
  | "schedule"
  | "gradient"
  | "augmentation"
  | "loss"
  | "metric"
  | "classWeights"
  | "validation"
  | "stopping"
  | "start"
  | "pretraining"
  | "architecture";

/** Every registry by the kind of its entries, in the order in which a network is put together and trained. */
export const REGISTRIES: { readonly [TKind in CatalogueKind]: Readonly<Record<string, DocumentedEntry>> } = {
  layer: LAYERS,
  activation: ACTIVATIONS,
  initializer: INITIALIZERS,
  regularizer: REGULARIZERS,
  constraint: CONSTRAINTS,
  optimizer: OPTIMIZERS,
  schedule: SCHEDULES,
  gradient: GRADIENTS,
  augmentation: AUGMENTATIONS,
  loss: LOSSES,
  metric: METRICS,
  classWeights: CLASS_WEIGHTS,
  validation: VALIDATIONS,
  stopping: STOPPINGS,
  start: STARTS,
  pretraining: PRETRAININGS,
  architecture: ARCHITECTURES,
};

/** One layer, technique, metric or architecture, as plain data. */
export type CatalogueEntry = DescribedEntry<CatalogueKind>;

/**
 * Everything that a spec can name, from the registries themselves.
 * @returns Plain data that JSON keeps as it is.
 * @example Usage
 * ```ts
 * const optimizers = catalogue().filter(({ kind }) => kind === "optimizer").map(({ id }) => id);
 * ```
 */
export function catalogue(): readonly CatalogueEntry[] {
  return describeEntries(REGISTRIES);
}
