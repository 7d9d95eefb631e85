import { syntheticDataset } from "../../data/synthetic_dataset.ts";
import { createWasmEngine } from "../../engines/wasm/create_wasm_engine.ts";
import type { NamedTensors } from "../../graph/program.ts";
import { canonicalJson } from "../../spec/canonical_json.ts";
import { train } from "../../train/train.ts";
import { demand } from "./demand.ts";
import type { Variant } from "./entry_place.ts";

/** What a short training left. */
export interface Trained {
  /** Mean loss so far, after each step. */
  readonly losses: readonly number[];
  /** Rate of each step. */
  readonly rates: readonly number[];
  readonly weights: NamedTensors;
}

async function trainOnce({ model, train: spec }: Variant, seed: number): Promise<Trained> {
  const dataset = syntheticDataset({ ...model.input, classes: model.classes, train: 40, test: 12 });
  const training = train({ model, train: spec, dataset, seed, engine: createWasmEngine() });
  const losses: number[] = [];
  const rates: number[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      demand(value.outcome === "finished", "its training must finish", value.outcome);
      return { losses, rates, weights: value.weights };
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
