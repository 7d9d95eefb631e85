import { describe, expect, test } from "vitest";
import { syntheticDataset } from "./synthetic_dataset.ts";

describe("syntheticDataset()", () => {
  test("syntheticDataset() is a function of its options", () => {
    expect(syntheticDataset({ seed: 1 })).toEqual(syntheticDataset({ seed: 1 }));
    expect(syntheticDataset({ seed: 1 }).train.images).not.toEqual(
      syntheticDataset({ seed: 2 }).train.images,
    );
    const { train, test: held } = syntheticDataset({ train: 8, test: 8 });
    expect(train.images).not.toEqual(held.images);
  });

  test("syntheticDataset() has the sizes that it is asked for, and every class", () => {
    const dataset = syntheticDataset({ classes: 5, height: 9, width: 7, channels: 3, train: 11, test: 6 });
    expect(dataset.train.images.length).toBe(11 * 9 * 7 * 3);
    expect(dataset.classes.length).toBe(5);
    expect(new Set(dataset.test.labels)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test("syntheticDataset() shows the class in the brightest cell", () => {
    const { train } = syntheticDataset({ classes: 4, height: 12, width: 12 });
    for (let image = 0; image < train.count; image++) {
      const sums = [0, 0, 0, 0];
      for (let pixel = 0; pixel < 144; pixel++) {
        const cell = 2 * Math.floor(pixel / 72) + Math.floor((pixel % 12) / 6);
        sums[cell]! += train.images[image * 144 + pixel]!;
      }
      expect(sums.indexOf(Math.max(...sums))).toBe(train.labels[image]);
    }
  });

  test("syntheticDataset() refuses images that are too small for their classes", () => {
    expect(() => syntheticDataset({ classes: 10, height: 3, width: 8 })).toThrow(
      new RangeError(
        "Cannot make a synthetic dataset as 3x8 images must have a pixel for each class, 256 at most: current number is 10",
      ),
    );
  });
});
