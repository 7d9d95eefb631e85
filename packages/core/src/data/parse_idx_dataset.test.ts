import { describe, expect, test } from "vitest";
import type { DataErrorCode } from "../errors/data_error.ts";
import { type IdxDatasetFiles, parseIdxDataset } from "./parse_idx_dataset.ts";

function idx(shape: readonly number[], data: readonly number[]): Uint8Array {
  const header = [0x800 + shape.length, ...shape].flatMap((word) => [
    word >>> 24,
    word >>> 16,
    word >>> 8,
    word,
  ]);
  return Uint8Array.from([...header, ...data]);
}

const FILES: IdxDatasetFiles = {
  name: "tiny",
  classes: ["no", "yes"],
  trainImages: idx([2, 2, 1], [1, 2, 3, 4]),
  trainLabels: idx([2], [1, 0]),
  testImages: idx([1, 2, 1], [5, 6]),
  testLabels: idx([1], [1]),
};

describe("parseIdxDataset()", () => {
  test("parseIdxDataset() puts the four files together", async () => {
    expect(await parseIdxDataset(FILES)).toEqual({
      name: "tiny",
      classes: ["no", "yes"],
      height: 2,
      width: 1,
      channels: 1,
      train: { images: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(1, 0), count: 2 },
      test: { images: Uint8Array.of(5, 6), labels: Uint8Array.of(1), count: 1 },
    });
  });

  test.each<
    [claim: string, change: Partial<IdxDatasetFiles>, code: DataErrorCode, path: string, message: string]
  >([
    [
      "labels that are fewer than the images",
      { trainLabels: idx([1], [1]) },
      "COUNT_MISMATCH",
      "trainLabels",
      "Cannot read trainLabels as there must be 2 labels, one for each image: current number is 1",
    ],
    [
      "a label that is no class",
      { testLabels: idx([1], [2]) },
      "LABEL_OUT_OF_RANGE",
      "testLabels[0]",
      "Cannot read testLabels[0] as it must be below 2, the number of classes: current value is 2",
    ],
    [
      "images in place of labels",
      { trainLabels: idx([2, 1, 1], [0, 1]) },
      "IDX_MAGIC",
      "trainLabels",
      "Cannot read trainLabels as it must hold labels: current file holds images",
    ],
    [
      "labels in place of images",
      { testImages: idx([1], [0]) },
      "IDX_MAGIC",
      "testImages",
      "Cannot read testImages as it must hold images: current file holds labels",
    ],
    [
      "test images of another size",
      { testImages: idx([1, 1, 2], [5, 6]) },
      "SIZE_MISMATCH",
      "testImages",
      "Cannot read testImages as they must be 2x1 as the training images are: current size is 1x2",
    ],
    [
      "no images",
      { trainImages: idx([0, 2, 1], []), trainLabels: idx([0], []) },
      "DATASET_EMPTY",
      "trainImages",
      "Cannot read trainImages as it must have at least one pixel: current shape is [0,2,1]",
    ],
    [
      "a class name that comes twice",
      { classes: ["a", "a"] },
      "CLASSES_INVALID",
      "classes",
      'Cannot read the dataset as classes must be 1 to 256 different names: current value is ["a","a"]',
    ],
    [
      "a short file",
      { testImages: FILES.testImages.subarray(0, -1) },
      "IDX_TRUNCATED",
      "testImages",
      "Cannot read testImages as it must have 18 bytes for its shape [1,2,1]: current length is 17",
    ],
    [
      "a file over the limit",
      { limit: 18 },
      "DATA_TOO_LARGE",
      "trainImages",
      "Cannot read trainImages as it must not have more than 18 bytes: current length is 20",
    ],
  ])("parseIdxDataset() refuses %s", async (_claim, change, code, path, message) => {
    await expect(parseIdxDataset({ ...FILES, ...change })).rejects.toMatchObject({
      name: "DataError",
      code,
      path,
      message,
    });
  });
});
