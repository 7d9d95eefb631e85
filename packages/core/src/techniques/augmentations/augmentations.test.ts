import { describe, expect, test } from "vitest";
import { parseParameters } from "../../parameters/parse_parameters.ts";
import { augment } from "./augment.ts";
import type { ImageSize } from "./augmentation_definition.ts";
import { AUGMENTATIONS, type AugmentationId, type AugmentationSpec } from "./registry.ts";

function specOf(id: AugmentationId, given: Record<string, unknown> = {}): AugmentationSpec {
  const location = { action: "Cannot build it", path: id };
  return {
    [id]: parseParameters(given, AUGMENTATIONS[id].parameters, location),
  } as unknown as AugmentationSpec;
}

// longer than a file should be: a claim of its own for each augmentation, on the same images
/** What an augmentation makes of one image, many times. */
function variants(
  spec: AugmentationSpec,
  image: readonly number[],
  { size, count = 2000 }: { readonly size: ImageSize; readonly count?: number },
): number[][] {
  const batch = {
    images: Uint8Array.from({ length: count * image.length }, (_unused, at) => image[at % image.length]!),
    labels: new Int32Array(count),
    count,
  };
  const indices = Uint32Array.from({ length: count }, (_unused, index) => index);
  const { images } = augment(batch, [spec], { seed: 3, epoch: 1, indices, size, set: batch });
  return Array.from({ length: count }, (_unused, index) => [
    ...images.subarray(index * image.length, (index + 1) * image.length),
  ]);
}

/** How many of the variants there are of each kind. */
function tally(results: readonly (readonly number[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const result of results) {
    counts.set(result.join(), (counts.get(result.join()) ?? 0) + 1);
  }
  return counts;
}

const GREY_2X3 = { height: 2, width: 3, channels: 1 };
const PIXEL = { height: 1, width: 1, channels: 3 };

describe("flips", () => {
  test("horizontalFlip mirrors columns in half of the images", () => {
    const counts = tally(variants(specOf("horizontalFlip"), [1, 2, 3, 4, 5, 6], { size: GREY_2X3 }));
    expect([...counts.keys()].sort()).toEqual(["1,2,3,4,5,6", "3,2,1,6,5,4"]);
    // 1000 expected, standard deviation 22
    expect(Math.abs(counts.get("3,2,1,6,5,4")! - 1000)).toBeLessThan(100);
  });

  test("horizontalFlip keeps the channels of a pixel in their order", () => {
    const [flipped] = variants(specOf("horizontalFlip", { probability: 1 }), [1, 2, 3, 4, 5, 6], {
      size: { height: 1, width: 2, channels: 3 },
      count: 1,
    });
    expect(flipped).toEqual([4, 5, 6, 1, 2, 3]);
  });

  test("verticalFlip mirrors rows", () => {
    const [flipped] = variants(specOf("verticalFlip", { probability: 1 }), [1, 2, 3, 4, 5, 6], {
      size: GREY_2X3,
      count: 1,
    });
    expect(flipped).toEqual([4, 5, 6, 1, 2, 3]);
  });
});

describe("moves", () => {
  test("shift moves by every number of rows and columns as often, and fills what comes in", () => {
    const counts = tally(
      variants(specOf("shift", { pixels: 1, fill: 9 }), [1, 2, 3, 4, 5, 6], { size: GREY_2X3, count: 9000 }),
    );
    expect([...counts.keys()].sort()).toEqual([
      "1,2,3,4,5,6",
      "2,3,9,5,6,9",
      "4,5,6,9,9,9",
      "5,6,9,9,9,9",
      "9,1,2,9,4,5",
      "9,4,5,9,9,9",
      "9,9,9,1,2,3",
      "9,9,9,2,3,9",
      "9,9,9,9,1,2",
    ]);
    // 1000 expected of each, standard deviation 30
    for (const count of counts.values()) {
      expect(Math.abs(count - 1000)).toBeLessThan(150);
    }
  });

  test("shift by more than the image leaves only fill", () => {
    const results = variants(specOf("shift", { pixels: 1000, fill: 7 }), [1], {
      size: { height: 1, width: 1, channels: 1 },
      count: 50,
    });
    expect([...tally(results).keys()].sort()).toEqual(["1", "7"]);
  });

  test("randomCrop mirrors what is outside without repeating the edge", () => {
    const size = { height: 1, width: 4, channels: 1 };
    const counts = tally(
      variants(specOf("randomCrop", { padding: [0, 2], mode: "reflect" }), [1, 2, 3, 4], { size }),
    );
    expect([...counts.keys()].sort()).toEqual(["1,2,3,4", "2,1,2,3", "2,3,4,3", "3,2,1,2", "3,4,3,2"]);
  });

  test("rotate leaves the pixel in the middle where it is", () => {
    const size = { height: 3, width: 3, channels: 1 };
    const spec = specOf("rotate", { degrees: 180 });
    const turned = variants(spec, [0, 0, 0, 0, 200, 0, 0, 0, 0], { size });
    expect(turned.every((image) => image[4] === 200)).toBe(true);
  });

  test("rotate turns by every angle up to its degrees as often, either way", () => {
    const size = { height: 41, width: 41, channels: 1 };
    const image = new Array<number>(41 * 41).fill(0);
    // a spot 18 pixels to the right of the centre
    image[20 * 41 + 38] = 255;
    const angles = variants(specOf("rotate", { degrees: 30 }), image, { size, count: 500 }).map((turned) => {
      let [rows, columns, sum] = [0, 0, 0];
      for (const [at, value] of turned.entries()) {
        rows += value * (Math.floor(at / 41) - 20);
        columns += value * ((at % 41) - 20);
        sum += value;
      }
      return (Math.atan2(rows / sum, columns / sum) * 180) / Math.PI;
    });
    expect(Math.max(...angles)).toBeLessThan(31);
    expect(Math.min(...angles)).toBeGreaterThan(-31);
    for (const [low, high] of [
      [-30, -15],
      [-15, 0],
      [0, 15],
      [15, 30],
    ] as const) {
      // 125 expected in each quarter, standard deviation 10
      const within = angles.filter((angle) => angle >= low && angle < high).length;
      expect(Math.abs(within - 125)).toBeLessThan(40);
    }
  });

  test("rotate, zoom and shears keep a picture of one value where the fill is that value", () => {
    const size = { height: 4, width: 5, channels: 1 };
    const image = new Array<number>(20).fill(77);
    for (const spec of [
      specOf("rotate", { degrees: 90, fill: 77 }),
      specOf("zoom", { amount: 0.5, fill: 77 }),
    ]) {
      expect(tally(variants(spec, image, { size, count: 100 })).size).toBe(1);
    }
  });

  test("zoom out brings the fill in from all sides, zoom in leaves it out", () => {
    const size = { height: 5, width: 5, channels: 1 };
    const corners = variants(specOf("zoom", { amount: 0.5 }), new Array<number>(25).fill(100), { size }).map(
      (image) => [image[0]!, image[4]!, image[20]!, image[24]!],
    );
    expect(corners.every((four) => new Set(four).size === 1)).toBe(true);
    const full = corners.filter(([corner]) => corner === 100).length;
    expect(Math.abs(full - 1000)).toBeLessThan(100);
  });
});

describe("colours", () => {
  test("brightness adds up to its part of 255 either way, and cuts", () => {
    const values = variants(specOf("brightness", { amount: 0.1 }), [100, 250, 5], { size: PIXEL });
    const added = values.map(([red]) => red! - 100);
    expect(Math.max(...added)).toBe(25);
    expect(Math.min(...added)).toBe(-25);
    expect(Math.abs(added.reduce((sum, one) => sum + one, 0) / added.length)).toBeLessThan(1.5);
    expect(Math.max(...values.map(([, green]) => green!))).toBe(255);
    expect(Math.min(...values.map(([, , blue]) => blue!))).toBe(0);
  });

  test("contrast keeps each channel's mean and scales the distance from it", () => {
    const size = { height: 1, width: 2, channels: 1 };
    for (const [dark, light] of variants(specOf("contrast", { amount: 0.5 }), [80, 120], {
      size,
      count: 300,
    })) {
      expect(Math.abs(dark! + light! - 200)).toBeLessThanOrEqual(1);
      expect(light! - dark!).toBeGreaterThanOrEqual(20);
      expect(light! - dark!).toBeLessThanOrEqual(60);
    }
  });

  test("saturation moves colours along the line through their grey", () => {
    // grey of (200, 100, 50) is 124: 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    for (const [red, green, blue] of variants(specOf("saturation", { amount: 0.5 }), [200, 100, 50], {
      size: PIXEL,
      count: 300,
    })) {
      const factor = (red! - 124) / 76;
      expect(Math.abs(green! - (124 + factor * -24))).toBeLessThan(1.5);
      expect(Math.abs(blue! - (124 + factor * -74))).toBeLessThan(1.5);
    }
  });

  test("hue keeps the highest and the lowest value, and reaches green and blue from red", () => {
    const results = variants(specOf("hue", { amount: 0.5 }), [200, 50, 50], { size: PIXEL, count: 3000 });
    expect(results.every((pixel) => Math.max(...pixel) === 200 && Math.min(...pixel) === 50)).toBe(true);
    const highest = [0, 1, 2].map((channel) => results.filter((pixel) => pixel[channel] === 200).length);
    // each channel is highest on a third of the circle
    for (const count of highest) {
      expect(Math.abs(count - 1000)).toBeLessThan(120);
    }
  });

  test("grayscale takes 0.299, 0.587 and 0.114 of the channels in a tenth of the images", () => {
    const counts = tally(variants(specOf("grayscale"), [200, 100, 50], { size: PIXEL, count: 10_000 }));
    expect([...counts.keys()].sort()).toEqual(["124,124,124", "200,100,50"]);
    expect(Math.abs(counts.get("124,124,124")! - 1000)).toBeLessThan(150);
  });

  test.each(["saturation", "hue", "grayscale"] as const)("%s leaves grey images as they are", (id) => {
    const size = { height: 1, width: 3, channels: 1 };
    const spec = specOf(id, id === "grayscale" ? { probability: 1 } : { amount: 0.5 });
    expect(tally(variants(spec, [10, 20, 30], { size, count: 100 })).size).toBe(1);
  });

  test("noise has mean 0, the deviation that was asked for, and independent bytes", () => {
    const size = { height: 1, width: 3, channels: 1 };
    const values = variants(specOf("noise", { deviation: 0.1 }), [128, 128, 128], { size, count: 20_000 });
    const noise = values.map((image) => image.map((value) => value - 128));
    const mean = (numbers: readonly number[]): number =>
      numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    for (const at of [0, 1, 2]) {
      const own = noise.map((image) => image[at]!);
      expect(Math.abs(mean(own))).toBeLessThan(0.8);
      expect(Math.abs(Math.sqrt(mean(own.map((one) => one * one))) - 25.5)).toBeLessThan(0.6);
      const next = noise.map((image) => image[at]! * image[(at + 1) % 3]!);
      expect(Math.abs(mean(next) / 650)).toBeLessThan(0.03);
    }
  });
});

describe("parts", () => {
  test("cutout covers its rectangle, cut at the edges, around each pixel as often", () => {
    const size = { height: 4, width: 4, channels: 1 };
    const results = variants(specOf("cutout", { size: 2, fill: 0 }), new Array<number>(16).fill(1), {
      size,
      count: 16_000,
    });
    const covered = results.map((image) => 16 - image.reduce((sum, one) => sum + one, 0));
    expect([...new Set(covered)].sort()).toEqual([1, 2, 4]);
    const times = Array.from(
      { length: 16 },
      (_unused, at) => results.filter((image) => image[at] === 0).length,
    );
    // of 16 centres: 4 cover a pixel in the middle, 1 the last corner
    expect(Math.abs(times[5]! - 4000)).toBeLessThan(300);
    expect(Math.abs(times[15]! - 1000)).toBeLessThan(150);
  });

  test("randomErasing covers the asked part of half of the images", () => {
    const size = { height: 20, width: 20, channels: 1 };
    const results = variants(
      specOf("randomErasing", { minimumArea: 0.1, maximumArea: 0.2 }),
      new Array<number>(400).fill(1),
      { size },
    );
    const parts = results.map((image) => image.filter((one) => one === 0).length / 400);
    const erased = parts.filter((part) => part > 0);
    expect(Math.abs(erased.length - 1000)).toBeLessThan(100);
    expect(Math.min(...erased)).toBeGreaterThan(0.08);
    expect(Math.max(...erased)).toBeLessThan(0.24);
  });

  test("randomErasing fills with random bytes of all values", () => {
    const size = { height: 20, width: 20, channels: 3 };
    const results = variants(
      specOf("randomErasing", {
        probability: 1,
        minimumArea: 1,
        maximumArea: 1,
        minimumRatio: 1,
        mode: "noise",
      }),
      new Array<number>(1200).fill(1),
      { size, count: 20 },
    );
    const values = results.flat();
    expect(new Set(values).size).toBe(256);
    expect(Math.abs(values.reduce((sum, one) => sum + one, 0) / values.length - 127.5)).toBeLessThan(2);
  });
});

describe("mixtures", () => {
  const size = { height: 4, width: 4, channels: 1 };
  const count = 2000;
  const set = {
    // every image is of its label's value
    images: Uint8Array.from({ length: count * 16 }, (_unused, at) => (Math.floor(at / 16) % 2) * 200),
    labels: Int32Array.from({ length: count }, (_unused, index) => index % 2),
    count,
  };
  const indices = Uint32Array.from({ length: count }, (_unused, index) => index);
  const place = { seed: 1, epoch: 1, indices, size, set };

  test.each([
    ["mixup", { alpha: 1 }],
    ["mixup", { alpha: 0.2 }],
    ["mixup", { alpha: 8 }],
    ["cutmix", {}],
  ] as const)("%s %o gives the labels the weights that their images have", (id, given) => {
    const { images, labels, mixed } = augment(set, [specOf(id, given)], place);
    expect(labels).toEqual(set.labels);
    for (let index = 0; index < count; index++) {
      const mean = images.subarray(index * 16, (index + 1) * 16).reduce((sum, one) => sum + one, 0) / 16;
      const weight = mixed!.weights[index]!;
      const expected = 200 * (labels[index]! * (1 - weight) + mixed!.labels[index]! * weight);
      expect(Math.abs(mean - expected)).toBeLessThan(0.51);
    }
  });

  test.each(["mixup", "cutmix"] as const)("%s mixes rows of targets as it mixes labels", (id) => {
    // rows that say the same as the labels
    const targets = Uint8Array.from({ length: count * 2 }, (_unused, at) =>
      set.labels[Math.floor(at / 2)] === at % 2 ? 1 : 0,
    );
    const rowed = { ...set, targets };
    const { labels, mixed, targets: rows } = augment(rowed, [specOf(id)], { ...place, set: rowed });
    for (let index = 0; index < count; index++) {
      const weight = mixed!.weights[index]!;
      const expected = [0, 0];
      expected[labels[index]!]! += 1 - weight;
      expected[mixed!.labels[index]!]! += weight;
      expect(rows![index * 2]).toBeCloseTo(expected[0]!, 6);
      expect(rows![index * 2 + 1]).toBeCloseTo(expected[1]!, 6);
    }
    expect(augment(rowed, [specOf("horizontalFlip")], place).targets).toEqual(Float32Array.from(targets));
    expect(augment(set, [specOf("horizontalFlip")], place).targets).toBeUndefined();
  });

  test.each([0.2, 1, 8])("mixup draws its proportion from Beta(%d, %d)", (alpha) => {
    const weights = [...augment(set, [specOf("mixup", { alpha })], place).mixed!.weights];
    const mean = weights.reduce((sum, one) => sum + one, 0) / count;
    const variance = weights.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / count;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.04);
    // variance of Beta(a, a)
    expect(variance * 4 * (2 * alpha + 1)).toBeGreaterThan(0.9);
    expect(variance * 4 * (2 * alpha + 1)).toBeLessThan(1.1);
  });

  test("mixup takes partners that the augmentations before it have changed", () => {
    const before = specOf("brightness", { amount: 1 });
    const bright = augment(set, [before], place).images;
    const { images, mixed } = augment(set, [before, specOf("mixup", { alpha: 1 })], place);
    const plain = augment(
      { ...set, images: bright },
      [specOf("horizontalFlip", { probability: 0 }), specOf("mixup", { alpha: 1 })],
      {
        ...place,
        set: { ...set, images: bright },
      },
    );
    expect(images).toEqual(plain.images);
    expect(mixed).toEqual(plain.mixed);
  });
});

describe("randAugment", () => {
  const size = { height: 6, width: 6, channels: 3 };
  const image = Array.from({ length: 108 }, (_unused, at) => (at * 37) % 256);

  test("randAugment with one operation has as many results as operations and directions", () => {
    const kinds = tally(variants(specOf("randAugment", { operations: 1 }), image, { size, count: 1000 }));
    // 14 operations, 9 of them with a direction; with 36 pixels equalize stays as it is
    expect(kinds.size).toBeGreaterThanOrEqual(18);
    expect(kinds.size).toBeLessThanOrEqual(23);
  });

  test("randAugment changes more with more magnitude", () => {
    const change = (magnitude: number): number =>
      variants(specOf("randAugment", { magnitude }), image, { size, count: 300 })
        .flat()
        .reduce((sum, value, at) => sum + Math.abs(value - image[at % 108]!), 0);
    expect(change(20)).toBeGreaterThan(1.5 * change(4));
  });
});

describe("augment()", () => {
  const batch = { images: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(3, 5), count: 2 };
  const place = {
    seed: 1,
    epoch: 1,
    indices: Uint32Array.of(0, 1),
    size: { height: 1, width: 2, channels: 1 },
  };

  test("augment() without augmentations gives copies", () => {
    const result = augment(batch, [], place);
    expect(result).toEqual({ images: batch.images, labels: Int32Array.of(3, 5), count: 2 });
    result.images.fill(0);
    expect(batch.images[0]).toBe(1);
  });

  test("augment() applies augmentations in their order", () => {
    const dark = specOf("cutout", { size: [1, 10] });
    const flip = specOf("horizontalFlip", { probability: 1 });
    expect(augment(batch, [flip, dark], place).images).toEqual(new Uint8Array(4));
    expect(augment(batch, [flip, flip, flip], place).images).toEqual(Uint8Array.of(2, 1, 4, 3));
  });

  test("augment() refuses two mixtures, a mixture without a set, and indices or bytes that do not fit", () => {
    expect(() => augment(batch, [specOf("mixup"), specOf("cutmix")], { ...place, set: batch })).toThrow(
      new RangeError(
        "Cannot augment images as at most one augmentation must mix labels: current number is 2",
      ),
    );
    expect(() => augment(batch, [specOf("mixup")], place)).toThrow("must have a set to take partners from");
    expect(() => augment(batch, [], { ...place, indices: Uint32Array.of(0) })).toThrow(
      "Cannot augment images as each of the 2 must have an index: current number is 1",
    );
    expect(() => augment(batch, [], { ...place, size: { height: 2, width: 2, channels: 1 } })).toThrow(
      "Cannot augment images as they must have 8 bytes: current number is 4",
    );
  });
});
