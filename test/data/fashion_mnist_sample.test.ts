import { readFile } from "node:fs/promises";
import { datasetDigest, parseIdxDataset } from "@convzoo/core";
import { describe, expect, test } from "vitest";

function read(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../../data/fashion-mnist-sample/${name}`, import.meta.url));
}

describe("the Fashion-MNIST sample", () => {
  test("parseIdxDataset() reads it, and datasetDigest() knows it again", async () => {
    const dataset = await parseIdxDataset({
      name: "fashion-mnist-sample",
      classes: Array.from({ length: 10 }, (_unused, index) => `class ${index}`),
      trainImages: await read("train-images-idx3-ubyte.gz"),
      trainLabels: await read("train-labels-idx1-ubyte.gz"),
      testImages: await read("t10k-images-idx3-ubyte.gz"),
      testLabels: await read("t10k-labels-idx1-ubyte.gz"),
    });
    const { height, width, train, test: held } = dataset;
    expect([height, width, train.count, held.count]).toEqual([28, 28, 10_000, 2_000]);
    expect([...train.labels.subarray(0, 8)]).toEqual([9, 0, 0, 3, 0, 2, 7, 2]);
    expect(await datasetDigest(dataset)).toBe(
      "d1fc3239f34e8eff899615a09d9ace6c774dec87fa5c828aaf40ccb2e1f3b182",
    );
  });
});
