import { describe, expect, it } from "vitest";
import { parseTrainSpec } from "./parse_train_spec.ts";

describe("parseTrainSpec()", () => {
  it("reads {} as five epochs of Adam", () => {
    expect(parseTrainSpec({})).toEqual({
      epochs: 5,
      batchSize: 64,
      loss: { sparseCategoricalCrossentropy: { labelSmoothing: 0 } },
      optimizer: { adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } },
      schedule: { constant: {} },
      gradients: [],
      regularizer: null,
      constraint: null,
      augmentations: [],
      start: null,
      classWeights: null,
      validation: null,
      stopping: null,
      pretraining: null,
    });
  });

  it("returns what it gave when it reads its own result", () => {
    const train = parseTrainSpec({
      optimizer: { lookahead: { optimizer: { nesterov: {} } } },
      schedule: { linearWarmup: { schedule: { cosine: { floor: 0.1 } } } },
      gradients: [{ clipByGlobalNorm: {} }, { ema: {} }],
      regularizer: { l2: { factor: 1e-4 } },
      constraint: { maxNorm: {} },
    });
    expect(parseTrainSpec(JSON.parse(JSON.stringify(train)))).toEqual(train);
    expect(train.schedule).toEqual({
      linearWarmup: { epochs: 1, start: 0, schedule: { cosine: { epochs: 0, floor: 0.1 } } },
    });
  });

  it("reads augmentations in their order, with their defaults", () => {
    const augmentations = [{ shift: { pixels: 3 } }, { horizontalFlip: {} }];
    expect(parseTrainSpec({ augmentations }).augmentations).toEqual([
      { shift: { pixels: [3, 3], fill: 0 } },
      { horizontalFlip: { probability: 0.5 } },
    ]);
  });

  it.each([
    [{ augmentations: { shift: {} } }, /augmentations must be a list of at most 32 augmentations/],
    [
      { augmentations: [{ shift: {} }, { rotat: {} }] },
      /each key of augmentations\[1\] must be one of .*did you mean rotate\?/,
    ],
    [
      { augmentations: [{ zoom: { amount: 1 } }] },
      /^Cannot build augmentation "zoom" at augmentations\[0\] as amount must be a finite number of at least 0 and below 1: current value is 1$/,
    ],
    [
      { augmentations: [{ mixup: {} }, { cutmix: {} }] },
      /at most one of augmentations must mix labels: current value is \["mixup","cutmix"\]$/,
    ],
    [
      { epochs: 0 },
      /^Cannot read the train spec as epochs must be a whole number of at least 1 and at most 10000: current value is 0$/,
    ],
    [{ batchSize: 2.5 }, /batchSize.*2\.5$/],
    [{ loss: "focal" }, /^Cannot read a technique as loss must be an object: current value is "focal"$/],
    [{ loss: { hinge: {} } }, /each key of loss must be one of binaryCrossentropy, categoricalCrossentropy/],
    [{ loss: { focall: {} } }, /did you mean focal\?/],
    [
      { loss: { focal: { gamma: -1 } } },
      /^Cannot use "focal" as gamma must be a finite number of at least 0 and at most 16: current value is -1$/,
    ],
    [
      { loss: { categoricalCrossentropy: { labelSmoothing: 1 } } },
      /labelSmoothing must be a finite number of at least 0 and below 1: current value is 1$/,
    ],
    [
      { optimizer: { adam: { learningRate: Number.NaN } } },
      /Cannot build optimizer "adam" as learningRate must be a finite number.*NaN$/,
    ],
    [
      { optimizer: { adam: { beta1: 1 } } },
      /beta1 must be a finite number of at least 0 and below 1: current value is 1$/,
    ],
    [{ optimizer: { adamm: {} } }, /each key of optimizer must be one of adadelta, .*did you mean adam\?/],
    [{ schedule: { cosin: {} } }, /each key of schedule must be one of constant, .*did you mean cosine\?/],
    [
      { schedule: { linearWarmup: { schedule: { cosine: { floor: 2 } } } } },
      /floor must be a finite number of at least 0 and at most 1: current value is 2$/,
    ],
    [
      { schedule: { piecewise: { boundaries: [1], factors: [1] } } },
      /^Cannot use "piecewise" as factors must be a list of 2 to 256/,
    ],
    [{ gradients: { ema: {} } }, /gradients must be a list of at most \d+ techniques/],
    [
      { gradients: [{ ema: {} }, { ema: { decay: 0.5 } }] },
      /gradients must name each technique once at most: current value is \["ema","ema"\]$/,
    ],
    [
      { gradients: [{ ema: {} }, { clipByNorm: { norm: 0 } }] },
      /^Cannot build gradient technique "clipByNorm" as norm must be a finite number above 0: current value is 0$/,
    ],
    [
      { gradients: [{ layerRates: { layers: ["layers.0"], factors: [1, 2] } }] },
      /factors must have one entry for each of layers: current value is \[1,2\]$/,
    ],
    [{ regularizer: { l3: {} } }, /each key of regularizer must be one of l1, l1l2, l2/],
    [
      { constraint: { maxNorm: { limit: -1 } } },
      /limit must be a finite number above 0: current value is -1$/,
    ],
    [{ epoch: 3 }, /did you mean epochs\?/],
  ])("refuses %o", (value, message) => {
    expect(() => parseTrainSpec(value)).toThrow(message);
  });
});
