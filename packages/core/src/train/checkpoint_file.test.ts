import { describe, expect, test } from "vitest";
import { encodeSafetensors } from "../artifact/safetensors.ts";
import { ArtifactError } from "../errors/artifact_error.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint_file.ts";

const checkpoint: Checkpoint = {
  identity: "abc",
  memory: {
    epoch: 2,
    step: 14,
    schedule: { factor: 0.1, wait: 1 },
    stopping: { best: null },
    stopped: false,
    bestEpoch: null,
    within: { steps: 3, images: 96, loss: 0.1 + 0.7, correct: 80, gradientNorm: 1e-300, seconds: 2 },
    images: 448,
    seconds: 0.1 + 0.2,
  },
  state: {
    "layers.0.kernel": Float32Array.of(1, -0, Math.fround(0.1), 1e-45),
    step: Int32Array.of(14),
    seed: Int32Array.of(-7),
  },
  best: { "layers.0.kernel": Float32Array.of(5) },
};

function metadata(change: Readonly<Record<string, unknown>>): Uint8Array {
  const valid = {
    formatVersion: 1,
    identity: "abc",
    memory: checkpoint.memory,
    integers: {},
    hasBest: false,
  };
  const text = JSON.stringify({ ...valid, ...change });
  return encodeSafetensors({ tensors: new Map(), metadata: { convzooCheckpoint: text } });
}

function errorOf(bytes: Uint8Array): ArtifactError {
  try {
    readCheckpoint(bytes);
  } catch (error) {
    if (error instanceof ArtifactError) {
      return error;
    }
  }
  throw new Error("Cannot go on as the checkpoint must be refused");
}

describe("readCheckpoint()", () => {
  test.each([checkpoint, { ...checkpoint, best: null }])("readCheckpoint() gives what was written", (one) => {
    expect(readCheckpoint(writeCheckpoint(one))).toEqual(one);
    expect(writeCheckpoint(readCheckpoint(writeCheckpoint(one)))).toEqual(writeCheckpoint(one));
  });

  test.each<[string, Uint8Array, string]>([
    ["another safetensors file", encodeSafetensors({ tensors: new Map(), metadata: {} }), ""],
    ["another version", metadata({ formatVersion: 2 }), "formatVersion"],
    ["no identity", metadata({ identity: 3 }), "identity"],
    ["no memory", metadata({ memory: null }), "memory"],
    ["a memory without its step", metadata({ memory: { ...checkpoint.memory, step: null } }), "memory.step"],
    [
      "an epoch under way that is none",
      metadata({ memory: { ...checkpoint.memory, within: 3 } }),
      "memory.within",
    ],
    ["integers that are none", metadata({ integers: { step: 3 } }), "integers"],
    ["a flag that is none", metadata({ hasBest: 1 }), "hasBest"],
  ])("readCheckpoint() refuses %s", (_name, bytes, path) => {
    const error = errorOf(bytes);
    expect(error.code).toBe("CHECKPOINT_INVALID");
    expect(error.path).toBe(path);
    expect(error.message).toMatch(/^Cannot use the checkpoint as /);
  });

  test("readCheckpoint() refuses a file at whatever byte it is cut", () => {
    const bytes = writeCheckpoint(checkpoint);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readCheckpoint(bytes.subarray(0, length))).toThrow(ArtifactError);
    }
  });
});
