import { describe, expect, test } from "vitest";
import { referenceCnn } from "../../../architectures/reference_cnn.ts";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Program } from "../../../graph/program.ts";
import type { Shape } from "../../../graph/tensor_type.ts";
import type { Value } from "../../../graph/value.ts";
import { predictionProgram } from "../../../programs/prediction_program.ts";
import { trainingProgram } from "../../../programs/training_program.ts";
import { parseTrainSpec } from "../../../spec/parse_train_spec.ts";
import { PAGE_BYTES } from "../assembler/module_builder.ts";
import { lowerProgram } from "./lower_program.ts";

const training = trainingProgram(referenceCnn(), parseTrainSpec({}), {
  train: [64, 16],
  evaluate: [256, 16],
});

/** A program over one feed. */
function ofFloats(shape: Shape, trace: (x: Value) => readonly Value[]): Program {
  const builder = new GraphBuilder();
  const x = t.placeholder(builder, "x", { dtype: "float32", shape });
  const fetches = Object.fromEntries(trace(x).map(({ id }, index) => [`y${index}`, id]));
  const entry = { graph: builder.build(), feeds: { x: x.id }, fetches, updates: {} };
  return { name: "floats", state: [], entries: { main: entry } };
}

/** Opcodes of relaxed SIMD begin with these bytes: 0xfd, then 0x100 and above in LEB128. */
function hasRelaxedMadd(bytes: Uint8Array): boolean {
  return bytes.some((byte, at) => byte === 0xfd && bytes[at + 1] === 0x85 && bytes[at + 2] === 0x02);
}

describe("lowerProgram()", () => {
  test.each([false, true])("lowerProgram() makes valid modules (relaxed SIMD: %s)", (relaxed) => {
    for (const program of [training, predictionProgram(referenceCnn(), [64, 8, 1])]) {
      const { bytes } = lowerProgram(program, { relaxed });
      expect(WebAssembly.validate(bytes)).toBe(true);
      expect(hasRelaxedMadd(bytes)).toBe(relaxed);
    }
  });

  test("lowerProgram() gives the same bytes every time", () => {
    const [a, b] = [0, 1].map(() => lowerProgram(training, { relaxed: false }).bytes);
    expect(a).toEqual(b);
  });

  test("lowerProgram() keeps memory small: what passes from op to op has room for one image", () => {
    const { pages } = lowerProgram(training, { relaxed: false });
    // all activations of 64 images and their gradients would take 40 MB
    expect(pages * PAGE_BYTES).toBeLessThan(16e6);
  });

  test("lowerProgram() refuses a program for which 4 GiB are too small", () => {
    const large = ofFloats([1024, 1024, 400], (x) => [t.exp(x), t.exp(t.neg(x))]);
    expect(() => lowerProgram(large, { relaxed: false })).toThrow(
      'Cannot compile "floats" as it must fit into 4 GiB of memory: current need is 4.7 GiB',
    );
  });

  test("lowerProgram() refuses a tensor whose places the code cannot count", () => {
    const large = ofFloats([1024, 1024, 520], (x) => [t.exp(x)]);
    expect(() => lowerProgram(large, { relaxed: false })).toThrow(
      'Cannot compile "floats" as a tensor must have less than 536870912 elements: current value is float32[1024,1024,520]',
    );
  });

  test("lowerProgram() takes tensors beyond 2 GiB of which it needs an image at a time", () => {
    const large = ofFloats([1024, 1024, 520, 1], (x) => [t.sum(t.exp(t.maxPool(x, { size: [8, 8] })))]);
    expect(WebAssembly.validate(lowerProgram(large, { relaxed: false }).bytes)).toBe(true);
  });
});
