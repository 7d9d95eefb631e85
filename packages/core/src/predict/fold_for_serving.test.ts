import { describe, expect, test } from "vitest";
import { ARCHITECTURES, type ArchitectureId, buildArchitecture } from "../architectures/registry.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { philoxUniform } from "../graph/philox.ts";
import type { NamedTensors } from "../graph/program.ts";
import { sizeOf } from "../graph/tensor_type.ts";
import { predictionProgram } from "../programs/prediction_program.ts";
import { modelState } from "../programs/trace_model.ts";
import { allLayers, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { foldForServing, type WeightedModel } from "./fold_for_serving.ts";

/** Weights as a training might leave them: no normalisation is the identity. */
function anyWeights(model: ModelSpec): NamedTensors {
  return Object.fromEntries(
    modelState(model).map(({ name, type }, index) => {
      const uniform = philoxUniform({ seed: 5, stream: index, step: 0 }, sizeOf(type.shape));
      const [low, high] = name.endsWith("movingVariance") ? [0.5, 2] : [-0.4, 0.6];
      return [name, uniform.map((u) => low + u * (high - low))];
    }),
  );
}

async function scores({ model, weights }: WeightedModel): Promise<Float32Array> {
  const { height, width, channels } = model.input;
  const executable = await createWasmEngine().compile(predictionProgram(model, [3]));
  await executable.writeState(weights);
  const images = Uint8Array.from({ length: 3 * height * width * channels }, (_unused, i) => (i * 37) % 256);
  const result = await executable.run("predict:3", { images });
  executable.dispose();
  return result["scores"] as Float32Array;
}

function idsOf(model: ModelSpec): string[] {
  return allLayers(layerShapes(model)).map(({ id }) => id);
}

describe("foldForServing()", () => {
  test.each(Object.keys(ARCHITECTURES) as ArchitectureId[])(
    "foldForServing() of %s keeps its scores",
    async (id) => {
      const task = { input: { height: 20, width: 20, channels: 1 }, classes: 4 };
      const model = buildArchitecture(id, task);
      const given = { model, weights: anyWeights(model) };
      const folded = foldForServing(given);
      expect(idsOf(folded.model).filter((layer) => layer === "batchNorm" || layer === "dropout")).toEqual([]);
      expect(parseModelSpec(JSON.parse(JSON.stringify(folded.model)))).toEqual(folded.model);
      expect(Object.keys(folded.weights).sort()).toEqual(
        modelState(folded.model)
          .map(({ name }) => name)
          .sort(),
      );
      const [before, after] = [await scores(given), await scores(folded)];
      for (const [index, score] of before.entries()) {
        expect(Math.abs(after[index]! - score)).toBeLessThan(1e-5);
      }
    },
  );

  test("foldForServing() keeps a normalisation that it cannot fold: behind an activation, or first of all", async () => {
    const model = parseModelSpec({
      input: { height: 6, width: 6, channels: 3 },
      layers: [
        { batchNorm: {} },
        { conv2d: { filters: 4, activation: "relu" } },
        { dropout: { rate: 0.5 } },
        { batchNorm: { scale: false } },
        {
          parallel: {
            branches: [
              [{ separableConv2d: { filters: 3, padding: "same" } }, { batchNorm: { center: false } }],
              [
                { depthwiseConv2d: { padding: "explicit", paddingBefore: [2, 0], paddingAfter: [0, 2] } },
                { batchNorm: {} },
              ],
              [],
            ],
          },
        },
        { flatten: {} },
        { dense: { units: 2 } },
        { batchNorm: {} },
        { activation: { function: "softmax" } },
      ],
      classes: 2,
    });
    const given = { model, weights: anyWeights(model) };
    const folded = foldForServing(given);
    expect(idsOf(folded.model)).toEqual([
      "batchNorm",
      "conv2d",
      "batchNorm",
      "parallel",
      "separableConv2d",
      "depthwiseConv2d",
      "flatten",
      "dense",
      "activation",
    ]);
    const [before, after] = [await scores(given), await scores(folded)];
    expect(Math.max(...before.map((score, i) => Math.abs(score - after[i]!)))).toBeLessThan(1e-5);
  });
});
