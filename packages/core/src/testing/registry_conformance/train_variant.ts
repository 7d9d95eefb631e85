import type { ImageDataset } from "../../data/image_dataset.ts";
import { syntheticDataset } from "../../data/synthetic_dataset.ts";
import { createWasmEngine } from "../../engines/wasm/create_wasm_engine.ts";
import type { NamedTensors } from "../../graph/program.ts";
import { initializeState } from "../../programs/initialize_state.ts";
import { modelState } from "../../programs/trace_model.ts";
import { canonicalJson } from "../../spec/canonical_json.ts";
import type { ModelSpec } from "../../spec/model_spec.ts";
import { train } from "../../train/train.ts";
import type { EpochEvent } from "../../train/train_event.ts";
import type { ParentModel } from "../../train/transfer_weights.ts";
import { demand } from "./demand.ts";
import type { Variant } from "./entry_place.ts";

/** What a short training left. */
export interface Trained {
  /** Mean loss so far, after each step. */
  readonly losses: readonly number[];
  readonly epochs: readonly EpochEvent[];
  /** Rate of each step. */
  readonly rates: readonly number[];
  readonly weights: NamedTensors;
}

/** Few images, of which not every class has as many, with a validation set of their own. */
function smallDataset({ input, classes }: ModelSpec): ImageDataset {
  const validation = syntheticDataset({ ...input, classes, seed: 1, train: 12, test: 1 }).train;
  return { ...syntheticDataset({ ...input, classes, train: 42, test: 12 }), validation };
}

/** A version for networks to start from: one with the same layers, as another seed draws it. */
function parentOf(model: ModelSpec, digest: string): ParentModel {
  const program = { name: "parent", state: modelState(model), entries: {} };
  return { digest, model, weights: initializeState(program, 77) };
}

async function trainOnce({ model, train: spec }: Variant, seed: number): Promise<Trained> {
  const training = train({
    model,
    train: spec,
    dataset: smallDataset(model),
    seed,
    engine: createWasmEngine(),
    ...(spec.start && { parent: parentOf(model, spec.start.version.digest) }),
  });
  const losses: number[] = [];
  const rates: number[] = [];
  const epochs: EpochEvent[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      demand(value.outcome === "finished", "its training must finish", value.outcome);
      return { losses, rates, epochs, weights: value.weights };
    }
    if (value.type === "epoch") {
      epochs.push(value);
    }
    if (value.type === "batch") {
      losses.push(value.loss);
      rates.push(value.learningRate);
    }
  }
}

const known = new Map<string, Promise<Trained>>();

/** Trains a variant on a few synthetic images; several checks look at the same training. */
export function trainVariant(variant: Variant, seed: number): Promise<Trained> {
  const key = canonicalJson({ ...variant, seed });
  const training = known.get(key) ?? trainOnce(variant, seed);
  known.set(key, training);
  return training;
}

/** Trains a variant anew, whatever has been trained before. */
export function trainAgain(variant: Variant, seed: number): Promise<Trained> {
  return trainOnce(variant, seed);
}
