import { describe, expect, test } from "vitest";
import type { Engine } from "../engines/engine.ts";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import type { NamedTensors } from "../graph/program.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import { initializeState } from "./initialize_state.ts";
import { evaluateEntryName, trainEntryName, trainingProgram } from "./training_program.ts";

type Last = "softmax" | "sigmoid" | "linear";

function tiny(activation: Last): ReturnType<typeof parseModelSpec> {
  return parseModelSpec({
    input: { height: 1, width: 2, channels: 1 },
    preprocess: { scale: 1 },
    layers: [{ flatten: {} }, { dense: { units: 2, activation } }],
    classes: 2,
  });
}

interface Step {
  readonly activation?: Last;
  readonly train?: TrainSpecInput;
  readonly multiLabel?: boolean;
  readonly feeds: NamedTensors;
  readonly evaluate?: boolean;
}

/** One run of a network whose outputs are the two pixels. */
async function run(
  engine: Engine,
  { activation = "softmax", train = {}, multiLabel, feeds, evaluate }: Step,
): Promise<NamedTensors> {
  const program = trainingProgram(tiny(activation), parseTrainSpec(train), {
    train: [2],
    evaluate: [2],
    multiLabel,
  });
  const executable = await engine.compile(program);
  await executable.writeState({
    ...initializeState(program, 1),
    "layers.1.kernel": Float32Array.of(1, 0, 0, 1),
    "layers.1.bias": Float32Array.of(0, 0),
  });
  try {
    const rate = { learningRate: Float32Array.of(0.1) };
    return evaluate
      ? await executable.run(evaluateEntryName(2), feeds)
      : await executable.run(trainEntryName(2), { ...feeds, ...rate });
  } finally {
    executable.dispose();
  }
}

/** Two images, (0, 0) and (3, 0). */
const images = Uint8Array.of(0, 0, 3, 0);
const labels = Int32Array.of(1, 0);
/** Softmax of (3, 0). */
const SURE = 1 / (1 + Math.exp(-3));
/** Losses of labels 1 and 0. */
const LOSSES = [Math.LN2, -Math.log(SURE)] as const;

const engines = [
  ["reference", createReferenceEngine],
  ["wasm", () => createWasmEngine()],
] as const;

describe.each(engines)("on %s", (_name, create) => {
  test("trainEntry() gives the length of the mean gradient by all weights, as it is before clipping", async () => {
    // by the outputs: (1/2, -1/2) / 2 and (SURE - 1, 1 - SURE) / 2; by the kernel: that of the second image times 3; by the bias: the sum
    const unsure = (1 - SURE) / 2;
    const expected = Math.sqrt(2 * (3 * unsure) ** 2 + 2 * (0.25 - unsure) ** 2);
    for (const gradients of [[], [{ clipByGlobalNorm: { norm: 0.001 } }]]) {
      const { gradientNorm, loss } = await run(create(), { train: { gradients }, feeds: { images, labels } });
      expect(gradientNorm![0]).toBeCloseTo(expected, 6);
      expect(loss![0]).toBeCloseTo(LOSSES[0] + LOSSES[1], 6);
    }
  });

  test("trainEntry() counts the penalty of a regularizer in the gradient, and not in the loss", async () => {
    // a factor so large that the loss does not matter: 2 factor w, and w are two ones
    const train = { regularizer: { l2: { factor: 1e6 } } };
    const { gradientNorm, loss } = await run(create(), { train, feeds: { images, labels } });
    expect(gradientNorm![0]! / (2e6 * Math.SQRT2)).toBeCloseTo(1, 5);
    expect(loss![0]).toBeCloseTo(LOSSES[0] + LOSSES[1], 6);
  });

  test("trainEntry() multiplies each example's loss by its weight, and takes the mean over the batch all the same", async () => {
    const train = { classWeights: { balanced: {} } };
    const exampleWeights = Float32Array.of(3, 0);
    const { loss, correct, gradientNorm } = await run(create(), {
      train,
      feeds: { images, labels, exampleWeights },
    });
    expect(loss![0]).toBeCloseTo(3 * LOSSES[0], 6);
    // hits are not weighted; 3 (1/2, -1/2) / 2 by the bias, and the image is black
    expect(correct![0]).toBe(1);
    expect(gradientNorm![0]).toBeCloseTo(0.75 * Math.SQRT2, 6);
  });

  test("trainEntry() puts mixed labels, smoothing, focus and weights of examples together", async () => {
    const second = { secondLabels: Int32Array.of(1, 1), secondWeights: Float32Array.of(0, 0.25) };
    const exampleWeights = Float32Array.of(1, 2);
    const { loss, correct } = await run(create(), {
      train: {
        loss: { focal: { gamma: 1, alpha: 0.5, labelSmoothing: 0.2 } },
        augmentations: [{ mixup: {} }],
        classWeights: { balanced: {} },
      },
      feeds: { images, labels, ...second, exampleWeights },
    });
    // y = (0.1, 0.9), then 0.8 (0.75, 0.25) + 0.1; both scores of the first are 1/2
    const first = 0.5 * 0.5 * Math.LN2;
    const other = -0.5 * (0.7 * (1 - SURE) * Math.log(SURE) + 0.3 * SURE * Math.log(1 - SURE));
    expect(loss![0]).toBeCloseTo(first + 2 * other, 6);
    expect(correct![0]).toBe(1);
  });

  test("trainEntry() takes rows of targets where several classes can hold, and counts parts of rows as hits", async () => {
    const { loss, correct } = await run(create(), {
      activation: "sigmoid",
      train: { loss: { binaryCrossentropy: {} } },
      multiLabel: true,
      feeds: { images, targets: Float32Array.of(1, 1, 1, 1) },
    });
    expect(loss![0]).toBeCloseTo(Math.LN2 + (Math.LN2 - Math.log(SURE)) / 2, 6);
    // scores are 1/2, 1/2, above 1/2, 1/2
    expect(correct![0]).toBe(0.5);
  });

  test("evaluateEntry() gives scores, and the loss with its smoothing and without weights", async () => {
    const train = {
      loss: { categoricalCrossentropy: { labelSmoothing: 0.2 } },
      classWeights: { balanced: {} },
    };
    const { loss, correct, scores } = await run(create(), {
      train,
      feeds: { images, labels },
      evaluate: true,
    });
    expect(loss![0]).toBeCloseTo(Math.LN2 - 0.9 * Math.log(SURE) - 0.1 * Math.log(1 - SURE), 6);
    expect(correct![0]).toBe(1);
    for (const [index, score] of [0.5, 0.5, SURE, 1 - SURE].entries()) {
      expect(scores![index]).toBeCloseTo(score, 6);
    }
  });

  test("evaluateEntry() takes the scores of any layer for meanSquaredError, and the highest one as the prediction", async () => {
    const train = { loss: { meanSquaredError: {} } };
    const feeds = { images, labels };
    const { loss, correct, scores } = await run(create(), {
      activation: "linear",
      train,
      feeds,
      evaluate: true,
    });
    // (0, 0) - (0, 1) and (3, 0) - (1, 0)
    expect(loss![0]).toBeCloseTo(0.5 + 2, 6);
    expect(correct![0]).toBe(1);
    expect([...scores!]).toEqual([0, 0, 3, 0]);
  });
});

describe("trainingProgram()", () => {
  test.each<[Last, TrainSpecInput, boolean, string]>([
    [
      "sigmoid",
      {},
      false,
      'layers: Cannot build the loss as the last layer must end in softmax for the loss sparseCategoricalCrossentropy: current value is "sigmoid"',
    ],
    [
      "sigmoid",
      { loss: { focal: {} } },
      false,
      'layers: Cannot build the loss as the last layer must end in softmax for the loss focal: current value is "sigmoid"',
    ],
    [
      "linear",
      { loss: { categoricalCrossentropy: {} } },
      false,
      'layers: Cannot build the loss as the last layer must end in softmax for the loss categoricalCrossentropy: current value is "add"',
    ],
    [
      "softmax",
      { loss: { binaryCrossentropy: {} } },
      false,
      'layers: Cannot build the loss as the last layer must end in sigmoid for the loss binaryCrossentropy: current value is "softmax"',
    ],
    [
      "softmax",
      {},
      true,
      'loss: Cannot build the loss as loss must be one for several classes an image, such as binaryCrossentropy: current value is "sparseCategoricalCrossentropy"',
    ],
  ])(
    "trainingProgram() refuses a loss that does not suit: %s, %j",
    (activation, train, multiLabel, expected) => {
      let told = "";
      try {
        trainingProgram(tiny(activation), parseTrainSpec(train), { train: [1], evaluate: [], multiLabel });
      } catch (error) {
        const { path, message } = error as { path: string; message: string };
        told = `${path}: ${message}`;
      }
      expect(told).toBe(expected);
    },
  );
});
