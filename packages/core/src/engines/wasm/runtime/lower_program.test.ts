import { describe, expect, test } from "vitest";
import { referenceCnn } from "../../../architectures/reference_cnn.ts";
import { predictionProgram } from "../../../programs/prediction_program.ts";
import { trainingProgram } from "../../../programs/training_program.ts";
import { parseTrainSpec } from "../../../spec/parse_train_spec.ts";
import { PAGE_BYTES } from "../assembler/module_builder.ts";
import { lowerProgram } from "./lower_program.ts";

const training = trainingProgram(referenceCnn(), parseTrainSpec({}), {
  train: [64, 16],
  evaluate: [256, 16],
});

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
});
