import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { gradients } from "../../graph/gradients.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder, sum } from "../../graph/ops/mod.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import { findLoss, LOSSES, type LossId, type LossSpecInput, lossRegistry } from "./registry.ts";

/** One example: its outputs, and its label, its two mixed labels or its row. */
interface Example {
  readonly outputs: readonly number[];
  readonly label?: number;
  readonly second?: { readonly label: number; readonly weight: number };
  readonly row?: readonly number[];
}

/** Loss of one example, and its gradient by the outputs. */
async function lossOf(input: LossSpecInput, example: Example): Promise<{ loss: number; gradient: number[] }> {
  const { outputs, label = 0, second, row } = example;
  const { definition, parameters } = findLoss(parseTrainSpec({ loss: input }).loss);
  const builder = new GraphBuilder();
  const feed = (name: string, dtype: "float32" | "int32", shape: number[]): ReturnType<typeof placeholder> =>
    placeholder(builder, name, { dtype, shape });
  const values = {
    outputs: feed("outputs", "float32", [1, outputs.length]),
    labels: feed("labels", "int32", [1]),
    secondLabels: feed("secondLabels", "int32", [1]),
    secondWeights: feed("secondWeights", "float32", [1]),
    rows: feed("rows", "float32", [1, outputs.length]),
  };
  const mixed = second && { labels: values.secondLabels, weights: values.secondWeights };
  const targets = row === undefined ? { labels: values.labels, second: mixed } : { rows: values.rows };
  const losses = definition.losses(parameters, values.outputs, targets);
  expect(losses.type).toEqual({ dtype: "float32", shape: [1] });
  const [gradient] = gradients(sum(losses), [values.outputs]);
  const feeds = Object.fromEntries(Object.entries(values).map(([name, { id }]) => [name, id]));
  const fetches = { losses: losses.id, gradient: gradient!.id };
  const program = { graph: builder.build(), feeds, fetches, updates: {} };
  const executable = await createReferenceEngine().compile({
    name: "loss",
    state: [],
    entries: { main: program },
  });
  const fetched = await executable.run("main", {
    outputs: Float32Array.from(outputs),
    labels: Int32Array.of(label),
    secondLabels: Int32Array.of(second?.label ?? 0),
    secondWeights: Float32Array.of(second?.weight ?? 0),
    rows: Float32Array.from(row ?? outputs.map(() => 0)),
  });
  executable.dispose();
  return { loss: fetched["losses"]![0]!, gradient: [...fetched["gradient"]!] };
}

const { LN2 } = Math;
const LN3 = 1.09861228866811;
/** Softmax of these is (1/4, 3/4); sigmoids are 1/2 and 3/4. */
const LOGITS = [0, LN3];
/** -log(3/4) and -log(1/4). */
const [NEAR, FAR] = [2 * LN2 - LN3, 2 * LN2];

describe("LOSSES", () => {
  test.each<[LossSpecInput, Example, number, readonly number[]]>([
    // softmax - onehot
    [{ sparseCategoricalCrossentropy: {} }, { outputs: LOGITS, label: 1 }, NEAR, [0.25, -0.25]],
    // y = (0.1, 0.9)
    [
      { sparseCategoricalCrossentropy: { labelSmoothing: 0.2 } },
      { outputs: LOGITS, label: 1 },
      0.1 * FAR + 0.9 * NEAR,
      [0.15, -0.15],
    ],
    // 0.75 of label 1, 0.25 of label 0: what the scores are
    [
      { sparseCategoricalCrossentropy: {} },
      { outputs: LOGITS, label: 1, second: { label: 0, weight: 0.25 } },
      0.25 * FAR + 0.75 * NEAR,
      [0, 0],
    ],
    // y = 0.8 (0.25, 0.75) + 0.1
    [
      { sparseCategoricalCrossentropy: { labelSmoothing: 0.2 } },
      { outputs: LOGITS, label: 1, second: { label: 0, weight: 0.25 } },
      0.3 * FAR + 0.7 * NEAR,
      [-0.05, 0.05],
    ],
    [{ categoricalCrossentropy: {} }, { outputs: LOGITS, label: 1 }, NEAR, [0.25, -0.25]],
    [{ categoricalCrossentropy: {} }, { outputs: LOGITS, row: [0.5, 0.5] }, (NEAR + FAR) / 2, [-0.25, 0.25]],
    [
      { categoricalCrossentropy: { labelSmoothing: 0.2 } },
      { outputs: LOGITS, label: 0 },
      0.9 * FAR + 0.1 * NEAR,
      [-0.65, 0.65],
    ],
    // (log 2 + -log(3/4)) / 2; (sigmoid - y) / 2
    [{ binaryCrossentropy: {} }, { outputs: LOGITS, label: 1 }, (LN2 + NEAR) / 2, [0.25, -0.125]],
    [{ binaryCrossentropy: {} }, { outputs: LOGITS, row: [1, 1] }, (LN2 + NEAR) / 2, [-0.25, -0.125]],
    [{ binaryCrossentropy: {} }, { outputs: LOGITS, row: [0, 0] }, (LN2 + FAR) / 2, [0.25, 0.375]],
    // y = (0.1, 0.9)
    [
      { binaryCrossentropy: { labelSmoothing: 0.2 } },
      { outputs: LOGITS, row: [0, 1] },
      (LN2 + 0.9 * NEAR + 0.1 * FAR) / 2,
      [0.2, -0.075],
    ],
    // 0.25 (1/4)^2 -log(3/4); dL/dp = 0.25 (2 (1/4) log(3/4) - (1/4)^2 / (3/4)), dp/dz = (3/4) (1/4)
    [
      { focal: {} },
      { outputs: LOGITS, label: 1 },
      NEAR / 64,
      [(NEAR / 2 + 1 / 12) * 0.25 * 0.1875, (NEAR / 2 + 1 / 12) * -0.25 * 0.1875],
    ],
    // gamma 0 is cross-entropy
    [{ focal: { gamma: 0, alpha: 1 } }, { outputs: LOGITS, label: 1 }, NEAR, [0.25, -0.25]],
    // (1/4)^0.5 = 1/2; dL/dp = 0.5 (1/4)^-0.5 log(3/4) - (1/4)^0.5 / (3/4)
    [
      { focal: { gamma: 0.5, alpha: 1 } },
      { outputs: LOGITS, label: 1 },
      NEAR / 2,
      [(NEAR + 2 / 3) * 0.1875, (NEAR + 2 / 3) * -0.1875],
    ],
    // each class by its share: 0.5 (3/4)^2 -log(1/4) + 0.5 (1/4)^2 -log(3/4)
    [
      { focal: { alpha: 1 } },
      { outputs: LOGITS, label: 1, second: { label: 0, weight: 0.5 } },
      (9 * FAR + NEAR) / 32,
      // 0.5 (2 (3/4) log(1/4) - (9/16) / (1/4)) and 0.5 (2 (1/4) log(3/4) - (1/16) / (3/4)), times dp/dz
      [
        (-0.75 * FAR - 1.125 + 0.25 * NEAR + 1 / 24) * 0.1875,
        (0.75 * FAR + 1.125 - 0.25 * NEAR - 1 / 24) * 0.1875,
      ],
    ],
    // (1/4)^2 twice, as a mean
    [{ meanSquaredError: {} }, { outputs: [0.25, 0.75], label: 1 }, 1 / 16, [0.25, -0.25]],
    [{ meanSquaredError: {} }, { outputs: [2, -1], row: [1, 1] }, 2.5, [1, -2]],
    [
      { meanSquaredError: {} },
      { outputs: [0.25, 0.75], label: 1, second: { label: 0, weight: 0.25 } },
      0,
      [0, 0],
    ],
  ])(
    "LOSSES have the loss and the gradient worked out by hand: %j of %j",
    async (spec, example, loss, gradient) => {
      const actual = await lossOf(spec, example);
      expect(actual.loss).toBeCloseTo(loss, 6);
      for (const [index, one] of gradient.entries()) {
        expect(actual.gradient[index]).toBeCloseTo(one, 6);
      }
    },
  );

  test.each<[LossSpecInput, number]>([
    [{ sparseCategoricalCrossentropy: {} }, 200],
    [{ categoricalCrossentropy: {} }, 200],
    [{ binaryCrossentropy: {} }, 100 + Math.LN2 / 2],
    [{ focal: { alpha: 1 } }, 200],
    [{ focal: { alpha: 1, gamma: 0.5 } }, 200],
  ])("LOSSES lose nothing of a score that float32 cannot hold: %j", async (spec, loss) => {
    // the score of the label is exp(-200) = 1e-87
    const wrong = await lossOf(spec, { outputs: [0, 200], row: [1, 0] });
    expect(wrong.loss).toBeCloseTo(loss, 4);
    expect(wrong.gradient.every(Number.isFinite)).toBe(true);
    expect(wrong.gradient[1]).toBeGreaterThan(0.4);
  });

  test.each<[LossSpecInput]>([
    [{ sparseCategoricalCrossentropy: {} }],
    [{ categoricalCrossentropy: {} }],
    [{ focal: {} }],
    [{ focal: { gamma: 0.5 } }],
    [{ focal: { gamma: 1.5 } }],
  ])("LOSSES end at 0, with no gradient, where the score of the label is 1: %j", async (spec) => {
    const { loss, gradient } = await lossOf(spec, { outputs: [200, 0], label: 0 });
    expect([loss, ...gradient].map(Math.abs)).toEqual([0, 0, 0]);
  });

  test("LOSSES: binaryCrossentropy keeps the digits of a small loss, and has its slope at 0", async () => {
    const row = [1, 0];
    // log(1 + exp(-20)) = exp(-20) (1 - ...), on both sides
    const { loss } = await lossOf({ binaryCrossentropy: {} }, { outputs: [20, -20], row });
    expect(loss / 2.061153620314381e-9).toBeCloseTo(1, 5);
    const { gradient } = await lossOf({ binaryCrossentropy: {} }, { outputs: [0, 0], row });
    expect(gradient).toEqual([-0.25, 0.25]);
  });

  test("LOSSES: sparseCategoricalCrossentropy is one op where nothing is smoothed", () => {
    const builder = new GraphBuilder();
    const logits = placeholder(builder, "logits", { dtype: "float32", shape: [4, 3] });
    const labels = placeholder(builder, "labels", { dtype: "int32", shape: [4] });
    const losses = LOSSES.sparseCategoricalCrossentropy.losses({ labelSmoothing: 0 }, logits, { labels });
    expect(builder.node(losses).op).toBe("sparseSoftmaxCrossEntropy");
  });

  test("LOSSES stand under their own ids, with words and a complete form that reads itself back", () => {
    for (const [id, definition] of Object.entries(LOSSES)) {
      expect(definition.id).toBe(id);
      expect(lossRegistry).toContain(definition);
      expect(definition.summary).toMatch(/^[A-Z].*[.]$/);
      const { loss } = parseTrainSpec({ loss: definition.documentation.example as unknown as LossSpecInput });
      expect(Object.keys(loss)).toEqual([id]);
      expect(parseTrainSpec({ loss: JSON.parse(JSON.stringify(loss)) }).loss).toEqual(loss);
      expect(findLoss(loss).definition).toBe(LOSSES[id as LossId]);
    }
  });
});
