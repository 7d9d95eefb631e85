import { describe, expect, it } from "vitest";
import { SpecError } from "../errors/spec_error.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import { checkTraining } from "./check_training.ts";

function modelEndingIn(activation: "softmax" | "linear" | "relu") {
  const layers = [{ flatten: {} }, { dense: { units: 2, activation } }];
  return parseModelSpec({ input: { height: 2, width: 2, channels: 1 }, layers, classes: 2 });
}

describe("checkTraining()", () => {
  it("passes what can be trained", () => {
    checkTraining(modelEndingIn("softmax"), parseTrainSpec({ batchSize: 65_536 }));
  });

  it("refuses class weights that are not one for each class, with the path", () => {
    const trainWith = (weights: number[]) => parseTrainSpec({ classWeights: { given: { weights } } });
    checkTraining(modelEndingIn("softmax"), trainWith([1, 2]));
    expect(() => checkTraining(modelEndingIn("softmax"), trainWith([1, 2, 3]))).toThrow(
      expect.objectContaining({ path: "classWeights.given.weights", received: "[1,2,3]" }),
    );
  });

  it.each(["linear", "relu"] as const)(
    "refuses a last layer that ends in %s, with the path",
    (activation) => {
      expect(() => checkTraining(modelEndingIn(activation), parseTrainSpec({}))).toThrow(SpecError);
      expect(() => checkTraining(modelEndingIn(activation), parseTrainSpec({}))).toThrow(
        /the last layer must end in softmax/,
      );
    },
  );
});
