import { describe, expect, test } from "vitest";
import { batches } from "./batches.ts";

const set = {
  images: Uint8Array.of(0, 1, 10, 11, 20, 21, 30, 31, 40, 41),
  labels: Uint8Array.of(5, 6, 7, 8, 9),
  count: 5,
};

describe("batches()", () => {
  test("batches() takes images in their order, and what is left as a smaller batch", () => {
    expect([...batches(set, { batchSize: 2 })]).toEqual([
      { images: Uint8Array.of(0, 1, 10, 11), labels: Int32Array.of(5, 6), count: 2 },
      { images: Uint8Array.of(20, 21, 30, 31), labels: Int32Array.of(7, 8), count: 2 },
      { images: Uint8Array.of(40, 41), labels: Int32Array.of(9), count: 1 },
    ]);
  });

  test("batches() takes images in a given order", () => {
    expect([...batches(set, { batchSize: 3, order: Uint32Array.of(4, 0, 2, 1) })]).toEqual([
      { images: Uint8Array.of(40, 41, 0, 1, 20, 21), labels: Int32Array.of(9, 5, 7), count: 3 },
      { images: Uint8Array.of(10, 11), labels: Int32Array.of(6), count: 1 },
    ]);
  });

  test("batches() takes the rows of targets along", () => {
    const targets = Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 1, 0, 1);
    const order = Uint32Array.of(3, 1, 2);
    const rows = [...batches({ ...set, targets }, { batchSize: 2, order })].map((batch) => batch.targets);
    expect(rows).toEqual([Uint8Array.of(1, 1, 0, 1), Uint8Array.of(1, 0)]);
  });

  test("batches() has no empty batch at the end, and one batch if all fits", () => {
    expect([...batches(set, { batchSize: 5 })].map(({ count }) => count)).toEqual([5]);
    expect([...batches(set, { batchSize: 64 })].map(({ count }) => count)).toEqual([5]);
    expect([...batches(set, { batchSize: 2, order: new Uint32Array() })]).toEqual([]);
  });

  test("batches() gives copies", () => {
    for (const batch of batches(set, { batchSize: 5 })) {
      batch.images.fill(99);
      batch.labels.fill(99);
    }
    expect(set.images[0]).toBe(0);
    expect(set.labels[0]).toBe(5);
  });

  test("batches() refuses a batch size that is no positive integer, and an index without an image", () => {
    for (const batchSize of [0, -1, 1.5, Number.NaN]) {
      expect(() => [...batches(set, { batchSize })]).toThrow(
        new RangeError(
          `Cannot make batches as batchSize must be a positive integer: current value is ${batchSize}`,
        ),
      );
    }
    expect(() => [...batches(set, { batchSize: 2, order: Uint32Array.of(5) })]).toThrow(
      new RangeError(
        "Cannot make batches as each index must be below 5, the number of images: current value is 5",
      ),
    );
  });
});
