import { describe, expect, test } from "vitest";
import { datasetDigest } from "./dataset_digest.ts";
import type { ImageDataset } from "./image_dataset.ts";

const DATASET: ImageDataset = {
  name: "tiny",
  classes: ["a", "b"],
  height: 1,
  width: 2,
  channels: 1,
  train: { images: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(0, 1), count: 2 },
  test: { images: Uint8Array.of(5, 6), labels: Uint8Array.of(1), count: 1 },
};

describe("datasetDigest()", () => {
  test("datasetDigest() gives the digest that is stored with versions", async () => {
    expect(await datasetDigest(DATASET)).toBe(
      "6ee055de6e3d98cf7f7ed27d4e08b4569d0e766d2abfe5c88a262834dcea3754",
    );
  });

  test("datasetDigest() depends neither on the name nor on how labels are stored", async () => {
    const same = {
      ...DATASET,
      name: "other",
      train: { ...DATASET.train, labels: Int32Array.of(0, 1) },
    };
    expect(await datasetDigest(same)).toBe(await datasetDigest(DATASET));
  });

  test("datasetDigest() depends on all else", async () => {
    const { train, test: held } = DATASET;
    const variants: ImageDataset[] = [
      DATASET,
      { ...DATASET, classes: ["b", "a"] },
      { ...DATASET, height: 2, width: 1 },
      { ...DATASET, train: { ...train, images: Uint8Array.of(1, 2, 3, 5) } },
      { ...DATASET, train: { ...train, labels: Uint8Array.of(1, 1) } },
      { ...DATASET, test: { ...held, images: Uint8Array.of(6, 5) } },
      { ...DATASET, test: { ...held, labels: Uint8Array.of(0) } },
      { ...DATASET, train: { ...train, targets: Uint8Array.of(1, 0, 1, 1) } },
      { ...DATASET, train: { ...train, targets: Uint8Array.of(1, 0, 0, 1) } },
    ];
    const digests = await Promise.all(variants.map(datasetDigest));
    expect(new Set(digests).size).toBe(variants.length);
  });
});
