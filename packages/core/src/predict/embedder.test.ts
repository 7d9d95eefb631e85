import { describe, expect, test } from "vitest";
import type { ModelFile } from "../artifact/model_file.ts";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../engines/wasm/create_wasm_engine.ts";
import { philoxUniform } from "../graph/philox.ts";
import { sizeOf } from "../graph/tensor_type.ts";
import { modelState } from "../programs/trace_model.ts";
import type { ModelSpecInput } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { createEmbedder } from "./embedder.ts";
import { createPredictor } from "./predictor.ts";
import type { RawImage } from "./preprocess.ts";

const input = { height: 6, width: 6, channels: 1 };

/** A model file with any weights. */
function fileOf(layers: ModelSpecInput["layers"]): ModelFile {
  const model = parseModelSpec({ input, layers, classes: 3 });
  const weights = Object.fromEntries(
    modelState(model).map(({ name, type }, index) => {
      const uniform = philoxUniform({ seed: 3, stream: index, step: 0 }, sizeOf(type.shape));
      const [low, high] = name.endsWith("movingVariance") ? [0.5, 2] : [-0.4, 0.6];
      return [name, uniform.map((u) => low + u * (high - low))];
    }),
  );
  return { manifest: { model, classes: ["a", "b", "c"] }, weights } as unknown as ModelFile;
}

const images = Array.from({ length: 75 }, (_unused, image): RawImage => {
  const data = Uint8Array.from({ length: 36 }, (_none, pixel) => (image * 31 + pixel * 7) % 256);
  return { height: 6, width: 6, channels: 1, data };
});

describe("createEmbedder()", () => {
  test("gives the scores of the predictor, and features from which the head makes them", async () => {
    const file = fileOf([
      { conv2d: { filters: 2, kernelSize: [3, 3] } },
      { batchNorm: {} },
      { flatten: {} },
      { dense: { units: 5, activation: "tanh" } },
      { dropout: { rate: 0.5 } },
      { dense: { units: 3, activation: "softmax" } },
    ]);
    const engine = createWasmEngine();
    const embedder = await createEmbedder({ file, engine });
    expect(embedder.length).toBe(5);
    const { scores, features } = await embedder.embed(images);
    const predictor = await createPredictor({ file, engine });
    const expected = await predictor.predict(images, { topK: 3 });
    const [kernel, bias] = [file.weights["layers.5.kernel"]!, file.weights["layers.5.bias"]!];
    for (const [image, row] of expected.entries()) {
      for (const { index, score } of row) {
        expect(scores[image * 3 + index]).toBeCloseTo(score, 6);
      }
      const logits = [0, 1, 2].map((unit) =>
        [0, 1, 2, 3, 4].reduce(
          (sum, feature) => sum + features[image * 5 + feature]! * kernel[feature * 3 + unit]!,
          bias[unit]!,
        ),
      );
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      for (const [unit, logit] of logits.entries()) {
        expect(scores[image * 3 + unit]).toBeCloseTo(Math.exp(logit) / total, 5);
      }
    }
  });

  test("gives the same on the reference engine", async () => {
    const file = fileOf([{ conv2d: { filters: 3 } }, { globalAveragePool2d: {} }, { dense: { units: 3 } }]);
    const [one, other] = await Promise.all(
      [createWasmEngine(), createReferenceEngine()].map(async (engine) =>
        (await createEmbedder({ file, engine })).embed(images.slice(0, 9)),
      ),
    );
    expect(one!.features).toHaveLength(27);
    for (const [place, feature] of one!.features.entries()) {
      expect(feature).toBeCloseTo(other!.features[place]!, 5);
    }
  });

  test("has no features where nothing was learned before the head", async () => {
    const file = fileOf([{ flatten: {} }, { dense: { units: 3, activation: "softmax" } }]);
    const embedder = await createEmbedder({ file, engine: createWasmEngine() });
    expect(embedder.length).toBeNull();
    const { scores, features } = await embedder.embed(images.slice(0, 2));
    expect(scores).toHaveLength(6);
    expect(features).toHaveLength(0);
  });
});
