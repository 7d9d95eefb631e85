import {
  createWasmEngine,
  type ModelSpec,
  parseTrainSpec,
  referenceCnn,
  syntheticDataset,
} from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { initializeState } from "../../packages/core/src/programs/initialize_state.ts";
import { modelState } from "../../packages/core/src/programs/trace_model.ts";
import { trainEntryName, trainingProgram } from "../../packages/core/src/programs/training_program.ts";
import { loadTfjs, type TfjsWay } from "./load_tfjs.ts";
import { scaleImages, tfjsTrainer } from "./tfjs_trainer.ts";

const BATCH = 16;
const STEPS = 4;
const RATE = 0.1;

/** Dropout is left out, as no two programs draw the same bits. */
const model = referenceCnn({ dropout: 0 });
const { train: set } = syntheticDataset({
  seed: 3,
  height: 28,
  width: 28,
  channels: 1,
  train: BATCH * STEPS,
});
const size = set.images.length / set.count;

function batchOf(step: number): { images: Uint8Array; labels: Uint8Array } {
  const [from, to] = [step * BATCH, (step + 1) * BATCH];
  return {
    images: set.images.slice(from * size, to * size),
    labels: Uint8Array.from(set.labels.slice(from, to)),
  };
}

function firstWeights(of: ModelSpec): Record<string, Float32Array> {
  return initializeState({ name: "weights", state: modelState(of), entries: {} }, 0) as Record<
    string,
    Float32Array
  >;
}

async function ourLosses(): Promise<number[]> {
  const program = trainingProgram(model, parseTrainSpec({ optimizer: { sgd: { learningRate: RATE } } }), {
    train: [BATCH],
    evaluate: [],
  });
  const executable = await createWasmEngine().compile(program);
  await executable.writeState({ ...initializeState(program, 0), ...firstWeights(model) });
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const { images, labels } = batchOf(step);
    const feeds = { images, labels: Int32Array.from(labels), learningRate: Float32Array.of(RATE) };
    const { loss } = await executable.run(trainEntryName(BATCH), feeds);
    // the sum over the batch
    losses.push(loss![0]! / BATCH);
  }
  executable.dispose();
  return losses;
}

describe("tfjsTrainer()", () => {
  test.each<TfjsWay>(["wasm", "node"])(
    "%s has the first losses of ours, where it is installed",
    async (way) => {
      const tfjs = await loadTfjs(way);
      if ("absent" in tfjs) {
        expect(tfjs.absent).toContain("npm ci --prefix bench/peers/tfjs");
        return;
      }
      const step = tfjsTrainer(tfjs, {
        model,
        weights: firstWeights(model),
        optimizer: tfjs.core.train.sgd(RATE),
      });
      const ours = await ourLosses();
      for (const [index, loss] of ours.entries()) {
        const { images, labels } = batchOf(index);
        const theirs = await step(scaleImages(images, model.preprocess), labels);
        expect(Math.abs(theirs - loss)).toBeLessThan(1e-4);
      }
      expect(ours.at(-1)).not.toBe(ours[0]);
    },
  );

  test("says how to install what is missing", async () => {
    expect(await loadTfjs("wasm", "/nowhere")).toEqual({
      absent: expect.stringContaining("there must be @tensorflow/tfjs-backend-wasm in /nowhere"),
    });
  });
});
