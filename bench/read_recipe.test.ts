import { parseModelSpec, parseTrainSpec, referenceCnn, referenceTraining } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { readRecipe, recipeNames } from "./read_recipe.ts";

const names = await recipeNames();

describe("readRecipe()", () => {
  test("readRecipe() has the recipes that documents name", () => {
    expect(names).toEqual(
      expect.arrayContaining(["reference_cnn", "reference_cnn_sample", "reference_cnn_tuned"]),
    );
  });

  test.each(names)("readRecipe() finds valid specs of ten classes and a sentence in %s", async (name) => {
    const { summary, model, train } = await readRecipe(name);
    expect(summary).toMatch(/^[A-Z].*[.]$/);
    expect(parseModelSpec(model).classes).toBe(10);
    expect(parseTrainSpec(train).epochs).toBe(train.epochs);
  });

  test.each([
    ["reference_cnn", 60_000],
    ["reference_cnn_sample", 10_000],
  ])("readRecipe() has core's reference CNN and its training in %s", async (name, images) => {
    const { model, train } = await readRecipe(name);
    expect(parseModelSpec(model)).toEqual(referenceCnn({ preprocess: model.preprocess! }));
    expect(parseTrainSpec(train)).toEqual(referenceTraining({ images }));
  });

  test("readRecipe() has the reference CNN with another dropout in reference_cnn_tuned, for five epochs", async () => {
    const { model, train } = await readRecipe("reference_cnn_tuned");
    expect(parseModelSpec(model)).toEqual(referenceCnn({ dropout: 0.3, preprocess: model.preprocess! }));
    expect(train.epochs).toBe(5);
  });

  test("readRecipe() names the recipes there are when asked for another", async () => {
    await expect(readRecipe("../package")).rejects.toThrow(
      `Cannot read a recipe as its name must be one of ${names.join(", ")}: current value is ../package`,
    );
  });
});
