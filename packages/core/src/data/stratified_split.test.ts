import { describe, expect, test } from "vitest";
import { classWeights, countLabels } from "./class_weights.ts";
import { selectImages, stratifiedSplit } from "./stratified_split.ts";

/** 60 of class 0, 30 of class 1, 10 of class 2, mixed. */
const labels = Int32Array.from({ length: 100 }, (_unused, index) =>
  index % 10 === 0 ? 2 : index % 10 < 4 ? 1 : 0,
);

function classesOf(indices: Uint32Array): number[] {
  return [
    ...countLabels(
      Int32Array.from(indices, (index) => labels[index]!),
      3,
    ),
  ];
}

const EXPECTED = [0, 1, 4, 8, 12, 15];

describe("stratifiedSplit()", () => {
  test("stratifiedSplit() keeps the proportions of the classes, and every example once", () => {
    const { train, validation } = stratifiedSplit(labels, { fraction: 0.2, classes: 3 });
    expect(classesOf(validation)).toEqual([12, 6, 2]);
    expect(classesOf(train)).toEqual([48, 24, 8]);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect([...validation]).toEqual([...validation].sort((a, b) => a - b));
  });

  test("stratifiedSplit() gives what is left over to the classes that lost most", () => {
    // shares 9, 4.5, 1.5 of 15: 9, 4, 1 and one more, the first of the two halves
    expect(classesOf(stratifiedSplit(labels, { fraction: 0.15, classes: 3 }).validation)).toEqual([9, 5, 1]);
  });

  test("stratifiedSplit() follows from its seed, the same on every machine", () => {
    const split = (seed: number): number[] => [
      ...stratifiedSplit(labels.subarray(0, 20), { fraction: 0.3, classes: 3, seed }).validation,
    ];
    expect(split(1)).toEqual(EXPECTED);
    expect(split(2)).not.toEqual(EXPECTED);
  });

  test("stratifiedSplit() sets each example apart as often", () => {
    const times = new Uint32Array(100);
    for (let seed = 0; seed < 2000; seed++) {
      for (const index of stratifiedSplit(labels, { fraction: 0.2, classes: 3, seed }).validation) {
        times[index]! += 1;
      }
    }
    // 400 expected of each, standard deviation 18
    expect(Math.max(...times)).toBeLessThan(475);
    expect(Math.min(...times)).toBeGreaterThan(325);
  });

  test("stratifiedSplit() keeps groups on one side, and the shares of the classes", () => {
    // 20 pairs of neighbours, some of two classes, and all others alone
    const groups = Int32Array.from(labels, (_unused, index) => (index < 40 ? index >> 1 : index));
    const sizes: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { train, validation } = stratifiedSplit(labels, { fraction: 0.2, classes: 3, seed, groups });
      const apart = new Set(Array.from(validation, (index) => groups[index]));
      expect(Array.from(train, (index) => groups[index]).filter((group) => apart.has(group))).toEqual([]);
      expect([...train, ...validation].sort((a, b) => a - b)).toEqual([...labels.keys()]);
      expect([...validation]).toEqual([...validation].sort((a, b) => a - b));
      expect(classesOf(validation)).toEqual([12, 6, 2]);
      sizes.push(validation.filter((index) => index < 40).length);
    }
    // a fifth of the 40, on average; those of class 2 come in pairs with class 0
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(mean).toBeGreaterThan(6);
    expect(mean).toBeLessThan(9);
  });

  test("stratifiedSplit() does as without groups where every example has its own, and never parts one that is too large", () => {
    const options = { fraction: 0.2, classes: 3, seed: 7 };
    expect(
      stratifiedSplit(labels, { ...options, groups: labels.map((_unused, index) => 1000 - index) }),
    ).toEqual(stratifiedSplit(labels, options));
    const { validation } = stratifiedSplit(labels, { ...options, groups: labels });
    expect([...validation]).toEqual([]);
  });

  test("stratifiedSplit() leaves a class of one example whole, and stands a class of none", () => {
    const { train, validation } = stratifiedSplit([0, 0, 0, 0, 2], { fraction: 0.25, classes: 3 });
    expect([validation.length, train.length]).toEqual([1, 4]);
    expect([...train]).toContain(4);
  });

  test("stratifiedSplit() refuses a fraction of nothing or all, and a label beyond the classes", () => {
    for (const fraction of [0, 1, Number.NaN]) {
      expect(() => stratifiedSplit(labels, { fraction, classes: 3 })).toThrow(
        new RangeError(
          `Cannot split a set as fraction must be above 0 and below 1: current value is ${fraction}`,
        ),
      );
    }
    expect(() => stratifiedSplit([3], { fraction: 0.5, classes: 3 })).toThrow(
      "Cannot count labels as each must be a whole number from 0 to 2: current value is 3",
    );
  });
});

describe("selectImages()", () => {
  const set = { images: Uint8Array.of(1, 2, 3, 4, 5, 6), labels: Uint8Array.of(7, 8, 9), count: 3 };

  test("selectImages() copies the chosen images and labels", () => {
    expect(selectImages(set, Uint32Array.of(2, 0))).toEqual({
      images: Uint8Array.of(5, 6, 1, 2),
      labels: Int32Array.of(9, 7),
      count: 2,
    });
  });

  test("selectImages() takes the rows of targets along", () => {
    const targets = Uint8Array.of(0, 0, 1, 0, 1, 0, 1, 1, 1);
    const { targets: rows } = selectImages({ ...set, targets }, Uint32Array.of(2, 0));
    expect(rows).toEqual(Uint8Array.of(1, 1, 1, 0, 0, 1));
  });
});

describe("classWeights()", () => {
  test("classWeights() makes each class that is there count as much, with a mean of 1 over the examples", () => {
    // 4 / (2 * 3), 4 / (2 * 1)
    expect(classWeights([0, 0, 0, 2], 3)).toEqual(Float32Array.of(2 / 3, 0, 2));
    const mean = labels.reduce((sum, label) => sum + classWeights(labels, 3)[label]!, 0) / labels.length;
    expect(mean).toBeCloseTo(1, 6);
    expect(classWeights([], 2)).toEqual(new Float32Array(2));
  });
});
