import { describe, expect, test } from "vitest";
import { SpecError } from "../errors/spec_error.ts";
import { LAYER_IDS, LAYERS, type LayerSpecInput } from "../layers/registry.ts";
import { checkTraining } from "../train/check_training.ts";
import { type AblatedSpecs, type AblatedTechnique, ablate } from "./ablate.ts";
import { parseModelSpec } from "./parse_model_spec.ts";
import { parseTrainSpec } from "./parse_train_spec.ts";
import type { TrainSpecInput } from "./train_spec.ts";

const plain: readonly LayerSpecInput[] = [
  { conv2d: { filters: 4, activation: "relu" } },
  { residual: { layers: [{ conv2d: { filters: 4, padding: "same" } }], activation: "relu" } },
  { parallel: { branches: [[{ conv2d: { filters: 2 } }], [{ maxPool2d: { size: 3, stride: 1 } }]] } },
  { flatten: {} },
  { dense: { units: 3, activation: "softmax" } },
];

function specs(train: TrainSpecInput = {}, layers: readonly LayerSpecInput[] = plain): AblatedSpecs {
  return {
    model: parseModelSpec({ input: { height: 9, width: 9, channels: 1 }, layers, classes: 3 }),
    train: parseTrainSpec(train),
  };
}

/** Names of layers, those within others in brackets. */
function outline(layers: readonly object[]): unknown[] {
  return layers.map((layer) => {
    const [id, parameters] = Object.entries(layer)[0] as [string, Record<string, unknown>];
    const lists = [parameters["layers"], ...((parameters["branches"] as unknown[] | undefined) ?? [])];
    const within = lists.filter((list) => list !== undefined).map((list) => outline(list as object[]));
    return within.length === 0 ? id : [id, ...within];
  });
}

const rich: TrainSpecInput = {
  augmentations: [{ horizontalFlip: {} }, { mixup: {} }],
  gradients: [{ ema: {} }, { clipByGlobalNorm: { norm: 1 } }, { weightDecay: {} }],
  regularizer: { l2: {} },
  constraint: { maxNorm: {} },
  classWeights: { balanced: {} },
  validation: { split: { fraction: 0.2 } },
  stopping: { earlyStopping: {} },
  schedule: { cosine: {} },
  optimizer: { lookahead: { optimizer: { momentum: { learningRate: 0.5 } } } },
  loss: { sparseCategoricalCrossentropy: { labelSmoothing: 0.1 } },
};

const ofTraining: readonly [AblatedTechnique, Partial<Record<keyof TrainSpecInput, unknown>>][] = [
  [{ augmentation: { mixup: {} } }, { augmentations: [{ horizontalFlip: {} }] }],
  [{ gradient: { ema: {} } }, { gradients: [{ clipByGlobalNorm: { norm: 1 } }, { weightDecay: {} }] }],
  [{ gradient: { clipByGlobalNorm: {} } }, { gradients: [{ ema: {} }, { weightDecay: {} }] }],
  [{ gradient: { weightDecay: {} } }, { gradients: [{ ema: {} }, { clipByGlobalNorm: { norm: 1 } }] }],
  [{ regularizer: { l2: {} } }, { regularizer: null }],
  [{ constraint: { maxNorm: {} } }, { constraint: null }],
  [{ classWeights: { balanced: {} } }, { classWeights: null }],
  [{ stopping: { earlyStopping: {} } }, { stopping: null }],
  [{ schedule: { cosine: {} } }, { schedule: { constant: {} } }],
  [{ optimizer: { lookahead: {} } }, { optimizer: { momentum: { learningRate: 0.5 } } }],
  [{ labelSmoothing: 0.1 }, { loss: { sparseCategoricalCrossentropy: { labelSmoothing: 0 } } }],
];

describe("ablate()", () => {
  test.each(ofTraining)("leaves %j out, and puts it in", (technique, change) => {
    const base = specs(rich);
    const without = specs({ ...rich, ...(change as TrainSpecInput) });
    expect(ablate(base, technique, "leaveOut")).toEqual(without);
    const added = ablate(without, technique, "add");
    expect(added).not.toEqual(without);
    expect(ablate(added, technique, "leaveOut")).toEqual(without);
    for (const [wrong, how] of [
      [without, "leaveOut"],
      [base, "add"],
    ] as const) {
      const path = Object.keys(technique)[0];
      expect(() => ablate(wrong, technique, how)).toThrow(
        expect.objectContaining({ path, code: "SPEC_INVALID" }),
      );
    }
  });

  test("leaves a schedule that wraps another to what it wraps", () => {
    const base = specs({ schedule: { linearWarmup: { epochs: 1, schedule: { cosine: {} } } } });
    const { train } = ablate(base, { schedule: { linearWarmup: {} } } as AblatedTechnique, "leaveOut");
    expect(train.schedule).toEqual(specs({ schedule: { cosine: {} } }).train.schedule);
  });

  test.each<[string, AblatedTechnique, readonly unknown[]]>([
    [
      "batchNorm between convolutions and activations",
      { layer: { batchNorm: {} } },
      [
        ...["conv2d", "batchNorm", "activation"],
        ["residual", ["conv2d", "batchNorm"], []],
        ["parallel", ["conv2d", "batchNorm"], ["maxPool2d"]],
        ...["flatten", "dense"],
      ],
    ],
    [
      "squeezeExcitation behind convolutions",
      { layer: { squeezeExcitation: { ratio: 2 } } },
      [
        ...["conv2d", "squeezeExcitation"],
        ["residual", ["conv2d", "squeezeExcitation"], []],
        ["parallel", ["conv2d", "squeezeExcitation"], ["maxPool2d"]],
        ...["flatten", "dense"],
      ],
    ],
    [
      "dropout before the head",
      { layer: { dropout: { rate: 0.5 } } },
      [
        "conv2d",
        ["residual", ["conv2d"], []],
        ["parallel", ["conv2d"], ["maxPool2d"]],
        "flatten",
        "dropout",
        "dense",
      ],
    ],
  ])("adds %s, and takes all of them out again", (_what, technique, expected) => {
    const base = specs();
    const added = ablate(base, technique, "add");
    // A residual block has its shortcut among its lists.
    const simple = (items: readonly unknown[]): unknown[] =>
      items.map((item) => (Array.isArray(item) && item[0] === "residual" ? item.slice(0, 2) : item));
    expect(simple(outline(added.model.layers))).toEqual(simple(expected));
    checkTraining(added.model, added.train);
    const again = ablate(added, technique, "leaveOut");
    expect(outline(again.model.layers).filter((each) => each !== "activation")).toEqual(
      outline(base.model.layers),
    );
    expect(() => ablate(added, technique, "add")).toThrow(SpecError);
    expect(() => ablate(base, technique, "leaveOut")).toThrow(SpecError);
  });

  test.each(LAYER_IDS.filter((id) => LAYERS[id].joins !== undefined))(
    "adds %s by its example to a network that trains, and takes it out again",
    (id) => {
      const technique = { layer: LAYERS[id].documentation.example } as AblatedTechnique;
      const wide: readonly LayerSpecInput[] = [
        { conv2d: { filters: 16, activation: "relu" } },
        ...plain.slice(-2),
      ];
      const added = ablate(specs({}, wide), technique, "add");
      checkTraining(added.model, added.train);
      expect(JSON.stringify(added.model.layers)).toContain(`"${id}"`);
      const again = ablate(added, technique, "leaveOut").model.layers;
      expect(JSON.stringify(again)).not.toContain(`"${id}"`);
    },
  );

  test("gives a convolution its bias back where what centres its output is left out", () => {
    const layers: LayerSpecInput[] = [
      { conv2d: { filters: 2, useBias: false } },
      { batchNorm: {} },
      { dropout: { rate: 0.1 } },
      ...plain.slice(-2),
    ];
    const [first] = ablate(specs({}, layers), { layer: { batchNorm: {} } }, "leaveOut").model.layers;
    expect(first).toMatchObject({ conv2d: { useBias: true } });
    const without = ablate(specs({}, layers), { layer: { dropout: { rate: 0 } } }, "leaveOut").model.layers;
    expect(without[0]).toMatchObject({ conv2d: { useBias: false } });
  });

  test.each<[string, AblatedTechnique, "leaveOut" | "add", RegExp]>([
    ["layer", { layer: { flatten: {} } }, "leaveOut", /the trial must be right/],
    ["layer", { layer: { conv2d: { filters: 3 } } }, "add", /must not have it to add it/],
    ["layer", { layer: { upsample2d: {} } }, "add", /have a usual place can be added/],
    ["layer", { layer: { dropout: { rate: 2 } } }, "add", /rate must/],
    ["optimizer", { optimizer: { adam: {} } }, "leaveOut", /that wraps another: current value is "adam"/],
    ["optimizer", { optimizer: { nadam: {} } }, "add", /that wraps another/],
    ["stopping", { stopping: { earlyStopping: {} } }, "add", /validation must be given where stopping/],
    [
      "augmentation",
      { augmentation: { rotate: { degrees: -1 } } } as never,
      "add",
      /the trial must be right/,
    ],
    ["schedule", { schedule: { constant: {} } }, "add", /changes the rate/],
  ])("refuses with the path %s: %j %s", (path, technique, change, message) => {
    expect(() => ablate(specs(), technique, change)).toThrow(message);
    expect(() => ablate(specs(), technique, change)).toThrow(expect.objectContaining({ path }));
  });

  test("refuses label smoothing of a loss that has none", () => {
    const base = specs({ loss: { meanSquaredError: {} } });
    expect(() => ablate(base, { labelSmoothing: 0.1 }, "add")).toThrow(/must have a labelSmoothing/);
  });
});
