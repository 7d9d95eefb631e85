import { type ArchitectureId, buildArchitecture } from "../../architectures/registry.ts";
import type { CatalogueKind } from "../../catalogue/catalogue.ts";
import { SpecError } from "../../errors/spec_error.ts";
import type { LayerSpecInput } from "../../layers/registry.ts";
import type { SpecExample } from "../../parameters/documentation.ts";
import { parseEntry } from "../../parameters/parse_parameters.ts";
import type { ModelSpec } from "../../spec/model_spec.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import type { TrainSpec } from "../../spec/train_spec.ts";
import { findLoss } from "../../techniques/losses/registry.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { modelAround, SMALL_TASK, smallModel } from "./small_model.ts";

/** A network and how it is trained. */
export interface Variant {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
}

/** An example that was read in its place. */
export interface PlacedEntry {
  /** The example with all defaults, as it stands in its spec. */
  readonly complete: SpecExample;
  /** A variant that has it; null for what stands in no spec. */
  readonly variant: Variant | null;
}

/** Where entries of a kind stand in a spec. */
export interface EntryPlace {
  /** Path of the object whose one key is the entry's: `optimizer`, `layers[1]`; empty at the top. */
  readonly path: string;
  /** Reads a spec with an example in this place. @throws {SpecError} If it is not valid. */
  readonly read: (example: SpecExample, entry: CataloguedEntry) => PlacedEntry;
  /** The id that an example names. */
  readonly names: (example: SpecExample) => string;
}

/** How the small network is trained unless an entry says otherwise. */
const TRAINING = { epochs: 2, batchSize: 8, optimizer: { sgd: { learningRate: 0.05 } } } as const;

function keyOf(example: SpecExample): string {
  return Object.keys(example).join();
}

/** A place in the train spec of the small network. */
function inTraining(
  path: string,
  put: (example: SpecExample) => object,
  take: (train: TrainSpec) => object | null | undefined,
  model: (train: TrainSpec) => ModelSpec = () => smallModel(),
): EntryPlace {
  return {
    path,
    names: keyOf,
    read: (example) => {
      const train = parseTrainSpec({ ...TRAINING, ...put(example) });
      return { complete: take(train) as SpecExample, variant: { model: model(train), train } };
    },
  };
}

/** A place among the layers of a network. */
function inModel(
  path: string,
  build: (example: SpecExample) => ModelSpec,
  take: (model: ModelSpec) => unknown,
): EntryPlace {
  return {
    path,
    names: keyOf,
    read: (example) => {
      const model = build(example);
      return { complete: take(model) as SpecExample, variant: { model, train: parseTrainSpec(TRAINING) } };
    },
  };
}

const asLayer: EntryPlace = inModel(
  "layers[1]",
  (example) => modelAround(example as unknown as LayerSpecInput),
  ({ layers }) => layers[1],
);

/** Sizes of square images, of which a network is given the first that it takes. */
const SIZES = [12, 16, 20, 24, 28, 32];

function smallestNetwork(build: (size: number) => ModelSpec): ModelSpec {
  let last: unknown;
  for (const size of SIZES) {
    try {
      return build(size);
    } catch (error) {
      if (!(error instanceof SpecError) || !error.path.startsWith("layers")) {
        throw error;
      }
      last = error;
    }
  }
  throw last;
}

function parametersOf(example: SpecExample, { id, definition }: CataloguedEntry): SpecExample {
  const location = { action: `Cannot read "${id}"`, path: id };
  return { [id]: parseEntry(example[id], definition, location) as SpecExample[string] };
}

/** The place of every kind; a kind without one does not compile. */
export const PLACES: { readonly [TKind in CatalogueKind]: EntryPlace } = {
  layer: asLayer,
  activation: { ...asLayer, names: (example) => String(example["activation"]?.["function"]) },
  initializer: inModel(
    "layers[1].conv2d.kernelInitializer",
    (kernelInitializer) =>
      modelAround({ conv2d: { filters: 6, kernelInitializer } } as unknown as LayerSpecInput),
    ({ layers }) =>
      (layers[1] as { readonly conv2d: { readonly kernelInitializer: object } }).conv2d.kernelInitializer,
  ),
  loss: inTraining(
    "loss",
    (loss) => ({ loss }),
    ({ loss }) => loss,
    ({ loss }) => smallModel({ ending: findLoss(loss).definition.ending ?? "softmax" }),
  ),
  regularizer: inTraining(
    "regularizer",
    (regularizer) => ({ regularizer }),
    (train) => train.regularizer,
  ),
  constraint: inTraining(
    "constraint",
    (constraint) => ({ constraint }),
    (train) => train.constraint,
  ),
  optimizer: inTraining(
    "optimizer",
    (optimizer) => ({ optimizer }),
    (train) => train.optimizer,
  ),
  schedule: inTraining(
    "schedule",
    // some decide by the loss of an evaluation
    (schedule) => ({ schedule, validation: { split: { fraction: 0.25 } } }),
    (train) => train.schedule,
  ),
  gradient: inTraining(
    "gradients[0]",
    (one) => ({ gradients: [one] }),
    (train) => train.gradients[0],
  ),
  augmentation: inTraining(
    "augmentations[0]",
    (one) => ({ augmentations: [one] }),
    (train) => train.augmentations[0],
  ),
  metric: {
    path: "",
    names: keyOf,
    read: (example, entry) => ({ complete: parametersOf(example, entry), variant: null }),
  },
  classWeights: inTraining(
    "classWeights",
    (classWeights) => ({ classWeights }),
    (train) => train.classWeights,
  ),
  validation: inTraining(
    "validation",
    (validation) => ({ validation }),
    (train) => train.validation,
  ),
  start: inTraining(
    "start",
    (start) => ({ start }),
    (train) => train.start,
  ),
  stopping: inTraining(
    "stopping",
    (stopping) => ({ stopping, validation: { split: { fraction: 0.25 } } }),
    (train) => train.stopping,
  ),
  pretraining: inTraining(
    "pretraining",
    (pretraining) => ({ pretraining }),
    (train) => train.pretraining,
    // images that are turned are square
    () => smallModel({ width: SMALL_TASK.input.height }),
  ),
  architecture: {
    path: "",
    names: keyOf,
    read: (example, entry) => {
      const [id, parameters] = Object.entries(example)[0]!;
      const model = smallestNetwork((size) => {
        const input = { ...SMALL_TASK.input, height: size, width: size };
        return buildArchitecture(id as ArchitectureId, { ...SMALL_TASK, input }, parameters);
      });
      const train = parseTrainSpec({ ...TRAINING, epochs: 1 });
      return { complete: parametersOf(example, entry), variant: { model, train } };
    },
  },
};

/** Reads an example in the place of its kind. @throws {SpecError} If it is not valid. */
export function readInPlace(entry: CataloguedEntry, example: SpecExample): PlacedEntry {
  return PLACES[entry.kind].read(example, entry);
}
