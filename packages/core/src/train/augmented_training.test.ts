import { describe, expect, test } from "vitest";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { exp, log } from "../graph/float_math.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { trainingProgram } from "../programs/training_program.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { type TrainResult, train } from "./train.ts";

const dataset = syntheticDataset({ seed: 1 });
const model = parseModelSpec({
  input: { height: dataset.height, width: dataset.width, channels: dataset.channels },
  layers: [
    { conv2d: { filters: 4, stride: 2, activation: "relu" } },
    { flatten: {} },
    { dense: { units: dataset.classes.length, activation: "softmax" } },
  ],
  classes: dataset.classes.length,
});

async function run(spec: TrainSpecInput, seed = 1): Promise<Extract<TrainResult, { outcome: "finished" }>> {
  const options = { model, train: parseTrainSpec(spec), dataset, seed, engine: createWasmEngine() };
  const training = train(options);
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      if (value.outcome !== "finished") {
        throw new Error(`Cannot go on as training must finish: it ${value.outcome}`);
      }
      return value;
    }
  }
}

describe("train() with augmentations", () => {
  test.each([
    ["one that keeps labels", [{ shift: { pixels: 1 } }, { brightness: {} }]],
    ["mixup", [{ noise: {} }, { mixup: {} }]],
    ["cutmix", [{ cutmix: {} }]],
  ] as const)("train() with %s learns, and the same in every run of a seed", async (_name, augmentations) => {
    const spec = { epochs: 3, batchSize: 32, augmentations };
    const [once, again, plain] = [
      await run(spec),
      await run(spec),
      await run({ ...spec, augmentations: [] }),
    ];
    expect(again.weights).toEqual(once.weights);
    expect(plain.weights).not.toEqual(once.weights);
    expect(once.test.accuracy).toBeGreaterThan(2 / dataset.classes.length);
  });

  test("train() with augmentations that change nothing is as without them", async () => {
    const nothing = [{ shift: { pixels: 0 } }, { rotate: { degrees: 0 } }] as const;
    const spec = { epochs: 1, batchSize: 50 };
    expect((await run({ ...spec, augmentations: nothing })).weights).toEqual((await run(spec)).weights);
  });
});

describe("trainEntry()", () => {
  test("trainEntry() with mixed labels takes the weighted mean of both losses", async () => {
    const tiny = parseModelSpec({
      input: { height: 1, width: 2, channels: 1 },
      preprocess: { scale: 1 },
      layers: [{ flatten: {} }, { dense: { units: 2, activation: "softmax" } }],
      classes: 2,
    });
    const spec = parseTrainSpec({ augmentations: [{ mixup: {} }] });
    const program = trainingProgram(tiny, spec, { train: [2], evaluate: [] });
    const executable = await createReferenceEngine().compile(program);
    await executable.writeState({
      ...initializeState(program, 1),
      "layers.1.kernel": Float32Array.of(1, 0, 0, 1),
      "layers.1.bias": Float32Array.of(0, 0),
    });
    const [entry] = Object.keys(program.entries);
    const { loss, correct } = await executable.run(entry!, {
      // logits (1, 0) and (0, 2)
      images: Uint8Array.of(1, 0, 0, 2),
      labels: Int32Array.of(0, 0),
      secondLabels: Int32Array.of(1, 1),
      secondWeights: Float32Array.of(0.25, 0.75),
      learningRate: Float32Array.of(0.1),
    });
    executable.dispose();
    const total = [log(exp(1) + 1), log(1 + exp(2))];
    // -log p_i = log sum exp - logit_i
    const expected = 0.75 * (total[0]! - 1) + 0.25 * total[0]! + 0.25 * total[1]! + 0.75 * (total[1]! - 2);
    expect(loss![0]).toBeCloseTo(expected, 6);
    expect(correct![0]).toBe(1);
  });
});
