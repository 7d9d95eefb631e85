import { describe, expect, test } from "vitest";
import type { LabeledImages } from "../data/image_dataset.ts";
import { RandomWords } from "../data/random_words.ts";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { SpecError } from "../errors/spec_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { trainingProgram } from "../programs/training_program.ts";
import type { ModelSpecInput } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { PRETRAININGS, type PretrainingSpecInput } from "../techniques/pretraining/registry.ts";
import { checkTraining } from "./check_training.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { learningRateRange } from "./learning_rate_range.ts";
import { type TrainOptions, train } from "./train.ts";
import type { EpochEvent } from "./train_event.ts";

const dataset = syntheticDataset({ seed: 1, train: 129, test: 40 });
const HEAD = "layers.5.";
const modelInput: ModelSpecInput = {
  input: { height: dataset.height, width: dataset.width, channels: dataset.channels },
  layers: [
    { conv2d: { filters: 8, stride: 2, useBias: false } },
    { batchNorm: { momentum: 0.9 } },
    { activation: { function: "relu" } },
    { flatten: {} },
    { dense: { units: 16, activation: "relu" } },
    { dense: { units: dataset.classes.length, activation: "softmax" } },
  ],
  classes: dataset.classes.length,
};
const model = parseModelSpec(modelInput);

/** The same without a layer that leaves 16 numbers of an image, through which restoring takes long to learn. */
const straight = parseModelSpec({
  ...modelInput,
  layers: modelInput.layers.filter((layer) => layer.dense?.units !== 16),
});

/** Images that differ from one another in three spots, and grow brighter towards their lower side. */
function uprightImages(count: number, sequence: number): LabeledImages {
  const random = new RandomWords({ purpose: "synthetic", seed: 5, sequence });
  const side = dataset.height;
  const images = new Uint8Array(count * side * side);
  for (let image = 0; image < count; image++) {
    const spots = Array.from({ length: 3 }, () => [random.below(side), random.below(side)] as const);
    for (let pixel = 0; pixel < side * side; pixel++) {
      const [y, x] = [Math.floor(pixel / side), pixel % side];
      const isSpot = spots.some(([top, left]) => Math.abs(top - y) <= 1 && Math.abs(left - x) <= 1);
      images[image * side * side + pixel] = y * 8 + (isSpot ? 150 : 0);
    }
  }
  return { images, labels: new Uint8Array(count), count };
}

const upright = { ...dataset, train: uprightImages(256, 0), test: uprightImages(64, 1) };

interface Outcome {
  readonly epochs: readonly EpochEvent[];
  readonly checkpoints: readonly Checkpoint[];
  readonly weights: NamedTensors;
}

async function run(spec: TrainSpecInput, options: Partial<TrainOptions> = {}): Promise<Outcome> {
  const parsed = parseTrainSpec({ epochs: 3, batchSize: 32, ...spec });
  const training = train({ model, train: parsed, dataset, seed: 1, engine: createWasmEngine(), ...options });
  const epochs: EpochEvent[] = [];
  const checkpoints: Checkpoint[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      if (value.outcome !== "finished") {
        throw new Error(`Cannot go on as the training must finish: it ${value.outcome}`);
      }
      return { epochs, checkpoints, weights: value.weights };
    }
    if (value.type === "epoch") {
      epochs.push(value);
    } else if (value.type === "checkpoint") {
      checkpoints.push(value.checkpoint);
    }
  }
}

/** What the seed gives the model, before anything is learned. */
function initialOf(spec: TrainSpecInput): NamedTensors {
  return initializeState(trainingProgram(model, parseTrainSpec(spec), { train: [32], evaluate: [] }), 1);
}

const tasks = Object.keys(PRETRAININGS).map((id) => ({ [id]: {} }) as unknown as PretrainingSpecInput);

describe("train() with pretraining", () => {
  test.each(tasks)(
    "train() with %j moves the encoder and leaves the head as it began",
    async (pretraining) => {
      const { weights } = await run({ pretraining });
      const initial = initialOf({ pretraining });
      // all weights of the model, and none of the task's
      expect(Object.keys(weights).every((name) => name.startsWith("layers."))).toBe(true);
      expect(weights[`${HEAD}kernel`]).toEqual(initial[`${HEAD}kernel`]);
      expect(weights[`${HEAD}bias`]).toEqual(initial[`${HEAD}bias`]);
      for (const name of Object.keys(weights).filter((one) => !one.startsWith(HEAD))) {
        expect(weights[name], name).not.toEqual(initial[name]);
      }
    },
  );

  test.each([
    [{ denoisingAutoencoder: {} }, 0.5],
    [{ rotation: {} }, 0.6],
    [{ contrastive: { temperature: 0.1 } }, 0.3],
  ] as const)(
    "train() with %j learns it for images that it was not trained on",
    async (pretraining, least) => {
      const spec: TrainSpecInput = {
        pretraining,
        epochs: 20,
        optimizer: { adam: { learningRate: 0.005 } },
        augmentations: [{ shift: { pixels: 1 } }],
      };
      const { epochs } = await run(spec, { dataset: upright, model: straight });
      const [first, last] = [epochs[0]!, epochs.at(-1)!];
      expect(last.testLoss!).toBeLessThan(first.testLoss! * 0.8);
      expect(last.testAccuracy!).toBeGreaterThan(least);
      expect(last.metrics).toEqual({});
    },
  );

  test.each(tasks)("train() with %j never looks at a label", async (pretraining) => {
    const shuffled = {
      ...dataset,
      train: { ...dataset.train, labels: dataset.train.labels.map((label) => (label + 1) % 4) },
      test: { ...dataset.test, labels: dataset.test.labels.map(() => 0) },
    };
    const [given, others] = [await run({ pretraining }), await run({ pretraining }, { dataset: shuffled })];
    expect(others.weights).toEqual(given.weights);
    expect(others.epochs.map((epoch) => epoch.testLoss)).toEqual(given.epochs.map((epoch) => epoch.testLoss));
  });

  test.each(tasks)("train() with %j goes on from a checkpoint bit for bit", async (pretraining) => {
    const spec: TrainSpecInput = {
      pretraining,
      augmentations: [{ shift: { pixels: 1 } }],
      gradients: [{ ema: { decay: 0.9 } }],
      validation: { split: { fraction: 0.2 } },
      stopping: { earlyStopping: {} },
    };
    const whole = await run(spec);
    const resumed = await run(spec, { resume: whole.checkpoints[0]! });
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.epochs.map((epoch) => epoch.validationLoss)).toEqual(
      whole.epochs.slice(1).map((epoch) => epoch.validationLoss),
    );
  });
});

describe("train() from a pretrained version", () => {
  test("train() begins with its encoder and with a head of its own", async () => {
    const { weights: pretrained } = await run({ pretraining: { rotation: {} } });
    const digest = "a".repeat(64);
    const frozen: TrainSpecInput = { start: { version: { digest } }, gradients: [{ freeze: {} }] };
    const { weights, epochs } = await run(frozen, { parent: { digest, model, weights: pretrained } });
    for (const name of Object.keys(weights).filter((one) => !one.startsWith(HEAD))) {
      expect(weights[name], name).toEqual(pretrained[name]);
    }
    expect(weights[`${HEAD}kernel`]).not.toEqual(pretrained[`${HEAD}kernel`]);
    expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss);
  });
});

describe("learningRateRange()", () => {
  test("learningRateRange() finds a rate for a pretext task", async () => {
    const spec = parseTrainSpec({ pretraining: { rotation: {} }, batchSize: 32 });
    const options = { model: straight, train: spec, dataset: upright, engine: createWasmEngine() };
    const { suggestion } = await learningRateRange({ ...options, from: 1e-5, steps: 60 });
    expect(suggestion).toBeGreaterThan(1e-5);
    expect(suggestion).toBeLessThan(1);
  });
});

describe("checkTraining()", () => {
  const wide = parseModelSpec({ ...modelInput, input: { ...modelInput.input, width: 14 } });
  const shallow = parseModelSpec({
    ...modelInput,
    layers: [{ flatten: {} }, { dense: { units: dataset.classes.length, activation: "softmax" } }],
  });

  test.each([
    [wide, { pretraining: { rotation: {} } }, "input.width", /must be 12, that of input.height.*is 14$/],
    [model, { pretraining: { contrastive: {} }, batchSize: 1 }, "batchSize", /at least 2 .*is 1$/],
    [shallow, { pretraining: { rotation: {} } }, "layers", /before the head.*is \["flatten","dense"\]$/],
  ] as const)(
    "checkTraining() names what a pretraining cannot work with: %#",
    (asked, spec, path, message) => {
      const check = (): void => checkTraining(asked, parseTrainSpec(spec));
      expect(check).toThrow(expect.objectContaining({ path }));
      expect(check).toThrow(message);
      expect(check).toThrow(SpecError);
    },
  );

  test.each(tasks)("checkTraining() takes %j", (pretraining) => {
    expect(() => checkTraining(model, parseTrainSpec({ pretraining }))).not.toThrow();
  });
});
