import { syntheticDataset } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { labelSubset } from "./label_subset.ts";

const dataset = syntheticDataset({ train: 400, test: 8 });

describe("labelSubset()", () => {
  test("labelSubset() gives each class its share, the same images for a seed", () => {
    const { train, test: tested } = labelSubset(dataset, 0.05, 1);
    expect(train.count).toBe(20);
    expect([0, 1, 2, 3].map((label) => [...train.labels].filter((one) => one === label).length)).toEqual([
      5, 5, 5, 5,
    ]);
    expect(tested).toBe(dataset.test);
    expect(labelSubset(dataset, 0.05, 1).train).toEqual(train);
    expect(labelSubset(dataset, 0.05, 2).train.images).not.toEqual(train.images);
  });

  test("labelSubset() of all is the dataset", () => {
    expect(labelSubset(dataset, 1, 1)).toBe(dataset);
  });
});
