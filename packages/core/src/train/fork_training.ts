import { SpecError } from "../errors/spec_error.ts";
import type { NamedTensors, Program } from "../graph/program.ts";
import { modelState } from "../programs/trace_model.ts";
import { canonicalJson } from "../spec/canonical_json.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { TrainingMemory } from "./training_memory.ts";

/** The specs of a training. */
export interface TrainingSpecs {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
}

const ACTION = "Cannot fork the training";

/** What stays as it is, and why. */
const FIXED = {
  batchSize: "batchSize must stay, as steps are counted",
  validation: "validation must stay, as the training has learned from the other images",
  start: "start must stay, as the training has begun",
  pretraining: "pretraining must stay, as the training has another task",
} as const;

/**
 * Refuses what cannot change in the middle of a training. All else can: rates, schedule, optimizer, techniques, loss, epochs, and in the network
 * whatever leaves its weights as they are.
 * @param from The specs so far.
 * @param to The specs from here on.
 * @param epoch Epochs that are done.
 * @throws {SpecError} With the path in the specs, such as `layers[3]`.
 */
export function checkFork(from: TrainingSpecs, to: TrainingSpecs, epoch: number): void {
  const problem = (path: string, rule: string, received: unknown): SpecError =>
    new SpecError({ action: ACTION, path, rule, received });
  for (const [key, rule] of Object.entries(FIXED) as [keyof typeof FIXED, string][]) {
    if (!same(from.train[key], to.train[key])) {
      throw problem(key, rule, to.train[key]);
    }
  }
  if (to.train.epochs <= epoch) {
    throw problem("epochs", `epochs must be more than the ${epoch} that are done`, to.train.epochs);
  }
  for (const key of ["input", "preprocess", "classes"] as const) {
    if (!same(from.model[key], to.model[key])) {
      throw problem(key, `${key} must stay, as the weights are of that`, to.model[key]);
    }
  }
  const forms = ({ model }: TrainingSpecs): Map<string, string> =>
    new Map(modelState(model).map(({ name, type }) => [name, JSON.stringify(type.shape)]));
  const [before, after] = [forms(from), forms(to)];
  const changed = [...new Set([...before.keys(), ...after.keys()])].find(
    (name) => before.get(name) !== after.get(name),
  );
  if (changed !== undefined) {
    const path = `layers[${/^layers\.(\d+)/.exec(changed)?.[1] ?? 0}]`;
    const rule = `${path} must keep its weights, of which ${changed} has the shape ${before.get(changed) ?? "none"}`;
    throw problem(path, rule, after.get(changed) ?? "none");
  }
}

/** Makes the memory of a checkpoint into that of a fork: what judges by other figures, or in another way, begins anew. */
export function forkedMemory(
  memory: TrainingMemory,
  {
    from,
    to,
    fresh,
  }: {
    readonly from: TrainSpec;
    readonly to: TrainSpec;
    readonly fresh: Pick<TrainingMemory, "schedule" | "stopping">;
  },
): TrainingMemory {
  const keepsSchedule = same(from.loss, to.loss) && same(from.schedule, to.schedule);
  return {
    ...memory,
    stopped: false,
    schedule: keepsSchedule ? memory.schedule : fresh.schedule,
    ...(!keepsBest(from, to) && { stopping: fresh.stopping, bestEpoch: null }),
  };
}

/** Whether epochs are still judged as they were: then the best so far is still the best. */
export function keepsBest(from: TrainSpec, to: TrainSpec): boolean {
  return same(from.loss, to.loss) && same(from.stopping, to.stopping);
}

/**
 * The part of a checkpoint's state that a forked training goes on with: weights and counters, and the slots of the optimizer and of each technique where the
 * training goes on with the same one. What another kind of optimizer remembers says nothing to this one, so that begins anew.
 */
export function forkedState(
  { state }: Checkpoint,
  program: Program,
  { from, to }: { readonly from: TrainSpec; readonly to: TrainSpec },
): NamedTensors {
  const keepsOptimizer = same(kinds(from.optimizer), kinds(to.optimizer));
  const dropped = new Set<string>();
  const sizes = new Map(
    program.state.map(({ name, type }) => [name, type.shape.reduce((product, size) => product * size, 1)]),
  );
  for (const [name, size] of sizes) {
    const owner = ownerOf(name);
    const isThere = state[name]?.length === size;
    if (owner !== null && (!isThere || (owner === "optimizer" && !keepsOptimizer))) {
      dropped.add(owner);
    }
  }
  return Object.fromEntries(
    Object.entries(state).filter(([name]) => {
      const owner = ownerOf(name);
      return sizes.has(name) && (owner === null || !dropped.has(owner));
    }),
  );
}

/** Whose slot a state variable is: the optimizer's, a technique's, or nobody's, where it is a weight or a counter. */
function ownerOf(name: string): string | null {
  return /^(?:optimizer|gradients\.[^.]+)(?=\.)/.exec(name)?.[0] ?? null;
}

/** The keys of a spec and of what is in it, without the values. */
function kinds(spec: unknown): unknown {
  return typeof spec === "object" && spec !== null && !Array.isArray(spec)
    ? Object.fromEntries(Object.entries(spec).map(([key, value]) => [key, kinds(value)]))
    : null;
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
