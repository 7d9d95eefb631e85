import { datasetDigest } from "../data/dataset_digest.ts";
import type { ImageDataset } from "../data/image_dataset.ts";
import type { Engine } from "../engines/engine.ts";
import type { NamedTensors } from "../graph/program.ts";
import { canonicalJson } from "../spec/canonical_json.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { sha256 } from "../spec/sha256.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import type { TrainingMemory } from "./training_memory.ts";

/** Everything that the rest of a training follows from, taken between two steps. */
export interface Checkpoint {
  /** {@linkcode checkpointIdentity} of the training that it belongs to. */
  readonly identity: string;
  /** What the loop remembers. */
  readonly memory: TrainingMemory;
  /** Every state variable: weights, moving statistics, slots of the optimizer and of techniques, seed and step. */
  readonly state: NamedTensors;
  /** The weights of the best epoch, where the stopping rule brings them back. */
  readonly best: NamedTensors | null;
}

/** What the bits of a training follow from. */
export interface TrainingIdentity {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
  readonly dataset: ImageDataset;
  readonly seed: number;
  readonly engine: Pick<Engine, "id" | "mode">;
  /** Weights that replace those of the seed. */
  readonly initialWeights?: NamedTensors | undefined;
}

async function weightsDigest(weights: NamedTensors): Promise<string> {
  const digests: Record<string, string> = {};
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(weights)) {
    digests[name] = await sha256(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength));
  }
  return sha256(new TextEncoder().encode(canonicalJson(digests)));
}

/** The SHA-256 (64 hex digits) of what a training's bits follow from: only a training of the same goes on from a checkpoint exactly. */
export async function checkpointIdentity(training: TrainingIdentity): Promise<string> {
  const { model, train, dataset, seed, engine, initialWeights = {} } = training;
  const form = {
    model,
    train,
    dataset: await datasetDigest(dataset),
    seed,
    engine: engine.id,
    mode: engine.mode,
    initialWeights: await weightsDigest(initialWeights),
  };
  return sha256(new TextEncoder().encode(canonicalJson(form)));
}
