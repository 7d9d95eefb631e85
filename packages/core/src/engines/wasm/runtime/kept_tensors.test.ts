import { describe, expect, test } from "vitest";
import { referenceCnn } from "../../../architectures/reference_cnn.ts";
import { initializeState } from "../../../programs/initialize_state.ts";
import { predictionProgram } from "../../../programs/prediction_program.ts";
import { trainingProgram } from "../../../programs/training_program.ts";
import { parseTrainSpec } from "../../../spec/parse_train_spec.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { explain } from "../explain.ts";
import { lowerProgram } from "./lower_program.ts";

const images = (count: number): Uint8Array =>
  Uint8Array.from({ length: count * 784 }, (_unused, i) => (i * 7919 + (i >> 5)) % 256);

describe("KeptTensors", () => {
  test("KeptTensors hold packed weights once for all entries that read them", () => {
    const lowered = lowerProgram(predictionProgram(referenceCnn(), [8, 1]), { relaxed: false });
    const names = Object.values(lowered.entries).map(({ preparations }) =>
      preparations.map(({ exportName }) => exportName),
    );
    // three convolutions and two products of matrices
    expect(new Set(names.flat()).size).toBe(5);
    expect(names[0]).toEqual(names[1]);
  });

  test("KeptTensors hold nothing of weights that an entry changes", () => {
    const program = trainingProgram(referenceCnn(), parseTrainSpec({}), { train: [8], evaluate: [8] });
    const { entries } = lowerProgram(program, { relaxed: false });
    expect(entries["train:8"]!.preparations).toEqual([]);
    expect(entries["evaluate:8"]!.preparations).toHaveLength(5);
    expect(explain(program)).toContain("  after a change of weights, 1 thread\n    pack for conv2d #");
  });

  test("KeptTensors follow new weights, those that are written and those that a training step leaves", async () => {
    const program = trainingProgram(referenceCnn(), parseTrainSpec({}), { train: [8], evaluate: [8] });
    const feeds = { images: images(8), labels: Int32Array.from({ length: 8 }, (_unused, i) => i) };
    const executable = await createWasmEngine().compile(program);
    const fresh = async (): Promise<unknown> => {
      const other = await createWasmEngine().compile(program);
      await other.writeState(await executable.readState());
      const result = await other.run("evaluate:8", feeds);
      other.dispose();
      return result;
    };
    await executable.writeState(initializeState(program, 1));
    const first = await executable.run("evaluate:8", feeds);
    expect(first).toEqual(await fresh());
    await executable.run("train:8", { ...feeds, learningRate: Float32Array.of(0.01) });
    const second = await executable.run("evaluate:8", feeds);
    expect(second).not.toEqual(first);
    expect(second).toEqual(await fresh());
    await executable.writeState(initializeState(program, 2));
    expect(await executable.run("evaluate:8", feeds)).toEqual(await fresh());
    executable.dispose();
  });

  test("KeptTensors give an image the same scores in every batch", async () => {
    const program = predictionProgram(referenceCnn(), [8, 1]);
    const executable = await createWasmEngine().compile(program);
    await executable.writeState(initializeState(program, 3));
    const many = (await executable.run("predict:8", { images: images(8) }))["scores"]!;
    const one = (await executable.run("predict:1", { images: images(8).slice(3 * 784, 4 * 784) }))["scores"]!;
    expect(many.slice(30, 40)).toEqual(one);
    executable.dispose();
  });
});
