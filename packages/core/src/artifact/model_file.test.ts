import { describe, expect, test } from "vitest";
import type { ArtifactErrorCode } from "../errors/artifact_error.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { predictionProgram } from "../programs/prediction_program.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import { contentDigest } from "./content_digest.ts";
import { type ModelFileContent, readModelFile, writeModelFile } from "./model_file.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "./safetensors.ts";

const model = parseModelSpec({
  input: { height: 5, width: 5, channels: 1 },
  layers: [
    { conv2d: { filters: 2, kernelSize: [3, 3], activation: "relu" } },
    { flatten: {} },
    { dense: { units: 3, activation: "softmax" } },
  ],
  classes: 3,
});

const CONTENT: ModelFileContent = {
  model,
  train: parseTrainSpec({}),
  classes: ["a", "b", "c"],
  metrics: { testAccuracy: 0.875, testLoss: 0.25 },
  lineage: {
    datasetDigest: "d".repeat(64),
    variantDigest: "e".repeat(64),
    seed: 7,
    mode: "portable",
    engine: "reference",
    engineVersion: "0.0.0",
  },
  weights: initializeState(predictionProgram(model, [1]), 7),
};

/** The file with its tensors or its manifest changed. */
function changed(change: {
  tensors?: (tensors: Map<string, FileTensor>) => void;
  manifest?: (manifest: Record<string, unknown>) => void;
  text?: string;
}): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(writeModelFile(CONTENT));
  const copy = new Map(tensors);
  change.tensors?.(copy);
  const manifest = JSON.parse(metadata["convzoo"]!) as Record<string, unknown>;
  change.manifest?.(manifest);
  return encodeSafetensors({ tensors: copy, metadata: { convzoo: change.text ?? JSON.stringify(manifest) } });
}

describe("writeModelFile()", () => {
  test("writeModelFile() writes what readModelFile() reads", () => {
    const { weights, ...manifest } = CONTENT;
    expect(readModelFile(writeModelFile(CONTENT))).toEqual({
      manifest: { formatVersion: 1, ...manifest },
      weights,
    });
  });

  test("writeModelFile() keeps the version that the training started from", () => {
    const lineage = { ...CONTENT.lineage, parent: "f".repeat(64) };
    expect(readModelFile(writeModelFile({ ...CONTENT, lineage })).manifest.lineage).toEqual(lineage);
  });

  test("writeModelFile() writes the same bytes for the same content, whatever the order of its keys", async () => {
    const { metrics, weights, ...others } = CONTENT;
    const reordered = {
      weights: Object.fromEntries(Object.entries(weights).reverse()),
      metrics: { testLoss: metrics["testLoss"]!, testAccuracy: metrics["testAccuracy"]! },
      ...others,
    };
    const bytes = writeModelFile(reordered);
    expect(bytes).toEqual(writeModelFile(CONTENT));
    expect(await contentDigest(bytes)).toMatch(/^[0-9a-f]{64}$/);
    const other = writeModelFile({ ...CONTENT, lineage: { ...CONTENT.lineage, seed: 8 } });
    expect(await contentDigest(other)).not.toBe(await contentDigest(bytes));
  });

  test.each<[claim: string, content: ModelFileContent, code: ArtifactErrorCode, path: string]>([
    ["a missing weight", { ...CONTENT, weights: {} }, "TENSOR_MISSING", "layers.0.kernel"],
    [
      "a weight that the model does not have",
      { ...CONTENT, weights: { ...CONTENT.weights, "layers.9.kernel": new Float32Array(1) } },
      "TENSOR_UNKNOWN",
      "layers.9.kernel",
    ],
    [
      "a weight of another size",
      { ...CONTENT, weights: { ...CONTENT.weights, "layers.0.bias": new Float32Array(1) } },
      "SHAPE_MISMATCH",
      "layers.0.bias",
    ],
    [
      "a metric that is no finite number",
      { ...CONTENT, metrics: { testLoss: Number.NaN } },
      "MANIFEST_INVALID",
      "manifest.metrics.testLoss",
    ],
    ["classes that are too few", { ...CONTENT, classes: ["a", "b"] }, "MANIFEST_INVALID", "manifest.classes"],
  ])("writeModelFile() refuses %s", (_claim, content, code, path) => {
    expect(() => writeModelFile(content)).toThrow(
      expect.objectContaining({ name: "ArtifactError", code, path }),
    );
  });
});

describe("readModelFile()", () => {
  test.each<[claim: string, bytes: Uint8Array, code: ArtifactErrorCode, path: string, message: string]>([
    [
      "a file that is cut short",
      writeModelFile(CONTENT).subarray(0, -1),
      "TRUNCATED",
      "",
      "it must have 308 bytes of data: current value is 307",
    ],
    [
      "a safetensors file of something else",
      encodeSafetensors({ tensors: new Map(), metadata: {} }),
      "MANIFEST_MISSING",
      "",
      'its metadata must hold a manifest under "convzoo": current value is undefined',
    ],
    [
      "a manifest that is no JSON",
      changed({ text: "{" }),
      "MANIFEST_INVALID",
      "manifest",
      'its manifest must be JSON: current value is "{"',
    ],
    [
      "a manifest of a later version",
      changed({
        manifest: (manifest) => {
          manifest["formatVersion"] = 2;
        },
      }),
      "VERSION_UNSUPPORTED",
      "manifest.formatVersion",
      "manifest.formatVersion must be 1: current value is 2",
    ],
    [
      "a model that cannot be built",
      changed({
        manifest: (manifest) => {
          manifest["model"] = { ...model, layers: [{ conv2d: { filters: 0 } }] };
        },
      }),
      "MANIFEST_INVALID",
      "manifest.model.layers[0].conv2d.filters",
      "",
    ],
    [
      "a lineage without an engine",
      changed({
        manifest: (manifest) => {
          manifest["lineage"] = { ...CONTENT.lineage, engine: "" };
        },
      }),
      "MANIFEST_INVALID",
      "manifest.lineage.engine",
      'manifest.lineage.engine must be a text that is not empty: current value is ""',
    ],
    [
      "a lineage with a parent that is none",
      changed({
        manifest: (manifest) => {
          manifest["lineage"] = { ...CONTENT.lineage, parent: 3 };
        },
      }),
      "MANIFEST_INVALID",
      "manifest.lineage.parent",
      "manifest.lineage.parent must be a text that is not empty: current value is 3",
    ],
    [
      "a missing tensor",
      changed({ tensors: (tensors) => tensors.delete("layers.2.bias") }),
      "TENSOR_MISSING",
      "layers.2.bias",
      'it must have the weight "layers.2.bias" of its model: current value is undefined',
    ],
    [
      "a tensor too many",
      changed({ tensors: (tensors) => tensors.set("x", { shape: [0], data: new Float32Array() }) }),
      "TENSOR_UNKNOWN",
      "x",
      'each tensor must be a weight of its model: current value is "x"',
    ],
    [
      "a tensor of another shape",
      changed({
        tensors: (tensors) => tensors.set("layers.2.bias", { shape: [3, 1], data: new Float32Array(3) }),
      }),
      "SHAPE_MISMATCH",
      "layers.2.bias",
      'weight "layers.2.bias" must have the shape [3]: current value is [3,1]',
    ],
  ])("readModelFile() refuses %s", (_claim, bytes, code, path, message) => {
    expect(() => readModelFile(bytes)).toThrow(
      expect.objectContaining({
        name: "ArtifactError",
        code,
        path,
        message: expect.stringContaining(`Cannot use the model file as ${message}`),
      }),
    );
  });

  test("readModelFile() never returns from a file with one byte cut or added", () => {
    const bytes = writeModelFile(CONTENT);
    for (let length = 0; length < bytes.length; length += 7) {
      expect(() => readModelFile(bytes.subarray(0, length))).toThrow("Cannot use the model file");
    }
    expect(() => readModelFile(Uint8Array.from([...bytes, 0]))).toThrow("Cannot use the model file");
  });
});
