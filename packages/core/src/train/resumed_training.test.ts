import { describe, expect, test } from "vitest";
import { syntheticDataset } from "../data/synthetic_dataset.ts";
import type { Engine } from "../engines/engine.ts";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { ArtifactError } from "../errors/artifact_error.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../spec/train_spec.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint_file.ts";
import { type TrainOptions, type TrainResult, train } from "./train.ts";
import type { TrainEvent } from "./train_event.ts";

const dataset = syntheticDataset({ seed: 1, train: 101, test: 30, height: 8, width: 8 });
const model = parseModelSpec({
  input: { height: 8, width: 8, channels: 1 },
  layers: [
    { conv2d: { filters: 4, useBias: false } },
    { batchNorm: { momentum: 0.8 } },
    { activation: { function: "relu" } },
    { maxPool2d: {} },
    { flatten: {} },
    { dropout: { rate: 0.3 } },
    { dense: { units: dataset.classes.length, activation: "softmax" } },
  ],
  classes: dataset.classes.length,
});

/** Everything that could remember something, at once. */
const everything: TrainSpecInput = {
  epochs: 10,
  batchSize: 16,
  optimizer: { adam: { learningRate: 0.01 } },
  schedule: { cosine: {} },
  gradients: [{ ema: { decay: 0.9 } }, { clipByGlobalNorm: { norm: 5 } }],
  augmentations: [{ shift: { pixels: 1 } }, { noise: {} }, { mixup: {} }],
  classWeights: { balanced: {} },
  validation: { split: { fraction: 0.2 } },
  stopping: { earlyStopping: { patience: 8, monitor: "accuracy" } },
};

interface Run {
  readonly events: readonly TrainEvent[];
  readonly result: TrainResult | null;
}

/** Runs a training to its end, or leaves it in the middle of the epoch after `until`. */
async function run(options: Partial<TrainOptions> & { readonly until?: number }): Promise<Run> {
  const { until = Number.POSITIVE_INFINITY, ...rest } = options;
  const training = train({
    model,
    train: parseTrainSpec(everything),
    dataset,
    seed: 3,
    engine: createWasmEngine(),
    ...rest,
  });
  const events: TrainEvent[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done) {
      return { events, result: value };
    }
    events.push(value);
    if (value.type === "batch" && value.epoch > until) {
      // As a killed process would: nothing after the last checkpoint is left
      await training.return({ outcome: "failed", code: "NON_FINITE_LOSS", checkpoint: null });
      return { events, result: null };
    }
  }
}

function lastCheckpoint({ events }: Run): Checkpoint {
  return events.flatMap((event) => (event.type === "checkpoint" ? [event.checkpoint] : [])).at(-1)!;
}

/** Events without what a clock decides. */
function timeless(events: readonly TrainEvent[]): readonly unknown[] {
  const clocks = new Set(["seconds", "imagesPerSecond", "secondsLeft", "compileSeconds", "checkpoint"]);
  return events.map((event) => Object.fromEntries(Object.entries(event).filter(([key]) => !clocks.has(key))));
}

const engines: readonly [string, () => Engine][] = [
  ["reference", createReferenceEngine],
  ["wasm, portable", () => createWasmEngine()],
  ["wasm, fast", () => createWasmEngine({ mode: "fast" })],
];

describe("train() that goes on from a checkpoint", () => {
  test.each(engines)(
    "train() of 10 epochs is 4, a kill, and 6 more, bit for bit: %s",
    async (_name, engine) => {
      const whole = await run({ engine: engine() });
      const killed = await run({ engine: engine(), until: 4 });
      const resume = readCheckpoint(writeCheckpoint(lastCheckpoint(killed)));
      expect(resume.memory.epoch).toBe(4);
      const rest = await run({ engine: engine(), resume });

      expect(rest.result?.outcome).toBe("finished");
      expect(rest.result).toEqual(whole.result);
      const started = rest.events[0]!;
      expect(started).toMatchObject({ type: "started", resumedEpoch: 4 });
      const after = whole.events.findIndex((event) => event.type === "batch" && event.epoch === 5);
      expect(timeless(rest.events.slice(1))).toEqual(timeless(whole.events.slice(after)));
    },
  );

  test("train() interrupted after every single epoch gives the same bits", async () => {
    const whole = await run({});
    let left = await run({ until: 1 });
    for (let until = 2; left.result === null; until++) {
      left = await run({ until, resume: readCheckpoint(writeCheckpoint(lastCheckpoint(left))) });
    }
    expect(left.result).toEqual(whole.result);
  });

  test("train() goes on from whatever step it was interrupted at, bit for bit", async () => {
    const spec = { ...everything, epochs: 4, gradients: [{ freeze: { epochs: 2 } }, { ema: {} }] };
    const options = { train: parseTrainSpec(spec) };
    const whole = await run(options);
    const kept = (await run({ ...options, checkpointWhen: () => true })).events.flatMap((event) =>
      event.type === "checkpoint" ? [event.checkpoint] : [],
    );
    // 6 steps an epoch; the last one of an epoch, too, before it is judged
    expect(kept.map(({ memory }) => memory.step)).toEqual([
      1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 18, 19, 20, 21, 22, 23, 24,
    ]);
    for (const one of kept) {
      const rest = await run({ ...options, resume: readCheckpoint(writeCheckpoint(one)) });
      expect(rest.result).toEqual(whole.result);
      const { epoch, step } = one.memory;
      expect(rest.events[0]).toMatchObject({ resumedEpoch: epoch, resumedStep: step });
      // What the epoch tells at its end is about all of its steps
      const ends = ({ events }: Run) => timeless(events.filter(({ type }) => type === "epoch"));
      expect(ends(rest)).toEqual(ends(whole).slice(epoch));
    }
  });

  test.each<[string, Partial<TrainOptions>]>([
    ["another seed", { seed: 4 }],
    ["another spec", { train: parseTrainSpec({ ...everything, epochs: 11 }) }],
    ["other images", { dataset: syntheticDataset({ seed: 2, train: 101, test: 30, height: 8, width: 8 }) }],
    ["another engine", { engine: createReferenceEngine() }],
    ["another mode", { engine: createWasmEngine({ mode: "fast" }) }],
    ["other weights to begin with", { initialWeights: { "layers.0.kernel": new Float32Array(36) } }],
  ])("train() refuses a checkpoint of a training with %s", async (_name, options) => {
    const resume = lastCheckpoint(await run({ until: 1 }));
    await expect(run({ ...options, resume })).rejects.toThrow(
      /^Cannot use the checkpoint as it must be of a training of the same specs, data, seed and engine/,
    );
    await expect(run({ ...options, resume })).rejects.toBeInstanceOf(ArtifactError);
  });
});
