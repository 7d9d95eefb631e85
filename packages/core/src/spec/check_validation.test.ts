import { describe, expect, test } from "vitest";
import { SpecError } from "../errors/spec_error.ts";
import { parseTrainSpec } from "./parse_train_spec.ts";
import type { TrainSpecInput } from "./train_spec.ts";

function errorOf(spec: TrainSpecInput): SpecError {
  try {
    parseTrainSpec(spec);
  } catch (error) {
    if (error instanceof SpecError) {
      return error;
    }
  }
  throw new Error("Cannot go on as the spec must be refused");
}

describe("checkValidation()", () => {
  test.each<[string, TrainSpecInput]>([
    ["stopping", { stopping: { earlyStopping: {} } }],
    ["schedule", { schedule: { reduceOnPlateau: {} } }],
    ["schedule", { schedule: { linearWarmup: { schedule: { reduceOnPlateau: {} } } } }],
  ])("checkValidation() refuses a %s that would decide by the test images", (what, spec) => {
    const { path, message } = errorOf(spec);
    expect(path).toBe("validation");
    expect(message).toContain(`where ${what} decides`);
    expect(parseTrainSpec({ ...spec, validation: { split: {} } }).validation).toEqual({
      split: { fraction: 0.1, seed: 0 },
    });
  });

  test("checkValidation() passes what decides nothing", () => {
    expect(parseTrainSpec({ schedule: { cosine: {} } }).validation).toBeNull();
  });
});
