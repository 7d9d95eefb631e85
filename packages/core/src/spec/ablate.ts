import { SpecError } from "../errors/spec_error.ts";
import { LAYERS, type LayerId, type LayerSpecInput } from "../layers/registry.ts";
import type { OneKey } from "../parameters/one_key.ts";
import { parseOneKey } from "../parameters/parse_object.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import type { AugmentationSpecInput } from "../techniques/augmentations/registry.ts";
import type { ClassWeightsSpecInput } from "../techniques/class_weights/registry.ts";
import type { ConstraintSpecInput } from "../techniques/constraints/registry.ts";
import type { GradientSpecInput } from "../techniques/gradients/registry.ts";
import { OPTIMIZERS, type OptimizerSpecInput } from "../techniques/optimizers/registry.ts";
import type { RegularizerSpecInput } from "../techniques/regularizers/registry.ts";
import { SCHEDULES, type ScheduleSpecInput } from "../techniques/schedules/registry.ts";
import type { StartSpecInput } from "../techniques/starts/registry.ts";
import type { StoppingSpecInput } from "../techniques/stopping/registry.ts";
import { withLayer, withoutLayers } from "./ablate_layers.ts";
import type { ModelSpec } from "./model_spec.ts";
import { parseModelSpec } from "./parse_model_spec.ts";
import { parseTechnique } from "./parse_technique.ts";
import { parseTrainSpec } from "./parse_train_spec.ts";
import type { TrainSpec } from "./train_spec.ts";

/**
 * A technique whose worth is asked, by what it is: one key. Where it is left out its parameters mean nothing.
 * What is not here has no neutral counterpart (such as an optimizer in the place of none) and takes a spec of one's own.
 */
export type AblatedTechnique = OneKey<{
  augmentation: AugmentationSpecInput;
  gradient: GradientSpecInput;
  regularizer: RegularizerSpecInput;
  constraint: ConstraintSpecInput;
  classWeights: ClassWeightsSpecInput;
  stopping: StoppingSpecInput;
  start: StartSpecInput;
  schedule: ScheduleSpecInput;
  /** One that wraps another, such as `lookahead`. */
  optimizer: OptimizerSpecInput;
  /** Of the loss. */
  labelSmoothing: number;
  /** All layers of a kind. */
  layer: LayerSpecInput;
}>;

/** The keys of {@linkcode AblatedTechnique}. */
export const ABLATED_KINDS = [
  "augmentation",
  "gradient",
  "regularizer",
  "constraint",
  "classWeights",
  "stopping",
  "start",
  "schedule",
  "optimizer",
  "labelSmoothing",
  "layer",
] as const;

type Kind = (typeof ABLATED_KINDS)[number];

/** A network and how it is trained. */
export interface AblatedSpecs {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
}

const ACTION = "Cannot ablate the technique";

/** Whether the base has the technique and the trial has not, or the other way round. */
export type AblationChange = "leaveOut" | "add";

/**
 * Takes a technique out of a network and its training, or puts it in; everything else stays as it is.
 * @param specs The base.
 * @param technique What is taken out or put in.
 * @param change Which of the two.
 * @returns The specs of the trial, checked and complete.
 * @throws {SpecError} With the kind as its path, such as `augmentation`: if there is nothing to take out, if it is there already, if it
 * cannot be ablated, or if what is left cannot be trained.
 */
export function ablate(
  specs: AblatedSpecs,
  technique: AblatedTechnique,
  change: AblationChange,
): AblatedSpecs {
  const [key, value] = parseOneKey(technique, ABLATED_KINDS, { action: ACTION, path: "" });
  const kind = key as Kind;
  try {
    const changed = changeSpecs(specs, { kind, value, change });
    return {
      model: parseModelSpec({ ...specs.model, ...changed.model }),
      train: parseTrainSpec({ ...specs.train, ...changed.train }),
    };
  } catch (error) {
    if (!(error instanceof SpecError) || error.path === kind) {
      throw error;
    }
    throw new SpecError({
      action: ACTION,
      path: kind,
      rule: `the trial must be right (${error.message})`,
      received: value,
    });
  }
}

interface Change {
  readonly kind: Kind;
  readonly value: unknown;
  readonly change: AblationChange;
}

interface ChangedSpecs {
  readonly model?: Readonly<Record<string, unknown>>;
  readonly train?: Readonly<Record<string, unknown>>;
}

function changeSpecs({ model, train }: AblatedSpecs, { kind, value, change }: Change): ChangedSpecs {
  switch (kind) {
    case "augmentation":
      return { train: { augmentations: changeList(train.augmentations, { kind, value, change }) } };
    case "gradient":
      return { train: { gradients: changeList(train.gradients, { kind, value, change }) } };
    case "schedule":
      return { train: { schedule: changeSchedule(train, { kind, value, change }) } };
    case "optimizer":
      return { train: { optimizer: changeOptimizer(train, { kind, value, change }) } };
    case "labelSmoothing":
      return { train: { loss: changeSmoothing(train, { kind, value, change }) } };
    case "layer": {
      const layer = parseTechnique<never>(value, { action: ACTION, path: kind, kind, registry: LAYERS });
      const id = Object.keys(layer)[0] as LayerId;
      return {
        model: { layers: change === "leaveOut" ? withoutLayers(model, id) : withLayer(model, layer) },
      };
    }
    default: {
      const id = idOf(kind, value);
      const before = train[kind];
      const isThere = before !== null && Object.hasOwn(before, id);
      demand({ kind, change, id, has: change === "leaveOut" ? isThere : before !== null });
      return { train: { [kind]: change === "leaveOut" ? null : value } };
    }
  }
}

function changeList(list: readonly object[], { kind, value, change }: Change): readonly unknown[] {
  const id = idOf(kind, value);
  demand({ kind, change, id, has: list.some((each) => Object.hasOwn(each, id)) });
  return change === "leaveOut" ? list.filter((each) => !Object.hasOwn(each, id)) : [...list, value];
}

/** Without a schedule the rate is constant; without one that wraps another it is as that says. */
function changeSchedule({ schedule }: TrainSpec, { kind, value, change }: Change): unknown {
  const id = idOf(kind, value);
  const isConstant = Object.hasOwn(schedule, "constant");
  demand({ kind, change, id, has: change === "leaveOut" ? Object.hasOwn(schedule, id) : !isConstant });
  if (id === "constant") {
    throw new SpecError({
      action: ACTION,
      path: kind,
      rule: "it must be a schedule that changes the rate",
      received: id,
    });
  }
  return change === "add" ? value : (inner(schedule, SCHEDULES) ?? { constant: {} });
}

/** There is no training without an optimizer, so only one that wraps another can be put around it or taken away. */
function changeOptimizer({ optimizer }: TrainSpec, { kind, value, change }: Change): unknown {
  const id = idOf(kind, value);
  demand({ kind, change, id, has: Object.hasOwn(optimizer, id) });
  const wrapper = change === "leaveOut" ? optimizer : { [id]: (value as Record<string, object>)[id] };
  const key = innerKey(id, OPTIMIZERS);
  if (key === undefined) {
    throw new SpecError({
      action: ACTION,
      path: kind,
      rule: "it must be an optimizer that wraps another",
      received: id,
    });
  }
  const parameters = Object.values(wrapper)[0] as Readonly<Record<string, unknown>>;
  return change === "leaveOut" ? parameters[key] : { [id]: { ...parameters, [key]: optimizer } };
}

function changeSmoothing({ loss }: TrainSpec, { kind, value, change }: Change): unknown {
  const [id, parameters] = Object.entries(loss)[0] as [string, { readonly labelSmoothing?: number }];
  const { labelSmoothing } = parameters;
  if (labelSmoothing === undefined) {
    throw new SpecError({
      action: ACTION,
      path: kind,
      rule: "the loss must have a labelSmoothing",
      received: id,
    });
  }
  demand({ kind, change, id: kind, has: labelSmoothing > 0 });
  return { [id]: { ...parameters, labelSmoothing: change === "leaveOut" ? 0 : value } };
}

/** The id of a technique as a person writes it. */
function idOf(kind: Kind, value: unknown): string {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) {
    throw new SpecError({
      action: ACTION,
      path: kind,
      rule: `${kind} must be an object of one key`,
      received: value,
    });
  }
  return Object.keys(value)[0]!;
}

interface Demand {
  readonly kind: Kind;
  readonly change: AblationChange;
  readonly id: string;
  readonly has: boolean;
}

function demand({ kind, change, id, has }: Demand): void {
  if (has !== (change === "leaveOut")) {
    const rule =
      change === "leaveOut"
        ? "the base must have it to leave it out"
        : "the base must not have one to add it";
    throw new SpecError({ action: ACTION, path: kind, rule, received: id });
  }
}

type Registry = Readonly<Record<string, RegistryEntry>>;

/** The parameter of an entry that holds another entry of its kind. */
function innerKey(id: string, registry: Registry): string | undefined {
  return Object.entries(registry[id]?.parameters ?? {}).find(
    ([, parameter]) =>
      parameter.kind === "technique" &&
      Object.keys(parameter.registry).every((each) => Object.hasOwn(registry, each)),
  )?.[0];
}

/** What an entry wraps, if it wraps another of its kind. */
function inner(spec: object, registry: Registry): unknown {
  const [id, parameters] = Object.entries(spec)[0] as [string, Readonly<Record<string, unknown>>];
  const key = innerKey(id, registry);
  return key === undefined ? undefined : parameters[key];
}
