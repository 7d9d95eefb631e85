import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { ImageSize } from "../../packages/core/src/techniques/augmentations/augmentation_definition.ts";
import {
  addBrightness,
  type ImagePair,
  scaleContrast,
  scaleSaturation,
  toGrey,
  turnHue,
} from "../../packages/core/src/techniques/augmentations/color_changes.ts";
import { rotationMap } from "../../packages/core/src/techniques/augmentations/rotate.ts";
import { sampleAffine } from "../../packages/core/src/techniques/augmentations/sample_affine.ts";
import {
  equalizeTones,
  posterize,
  scaleSharpness,
  solarize,
  spreadTones,
} from "../../packages/core/src/techniques/augmentations/tone_changes.ts";

interface ImageCase {
  readonly size: ImageSize;
  readonly pixels: readonly number[];
  readonly changes: readonly {
    readonly change: keyof typeof CHANGES;
    readonly amounts: readonly number[];
    readonly result: readonly number[];
  }[];
}

type Change = (images: ImagePair, size: ImageSize, amounts: readonly number[]) => void;

/** Every change, and how far a byte may be from what the judge has: half where the judge does not round, one where it truncates. */
const CHANGES = {
  posterize: [(images, _size, [bits]) => posterize(images, bits!), 0],
  solarize: [(images, _size, [threshold]) => solarize(images, threshold!), 0],
  equalizeTones: [equalizeTones, 0],
  toGrey: [toGrey, 0],
  spreadTones: [spreadTones, 1],
  scaleSharpness: [(images, size, [factor]) => scaleSharpness(images, size, factor!), 1],
  scaleSaturation: [(images, size, [factor]) => scaleSaturation(images, size, factor!), 1],
  addBrightness: [(images, _size, [amount]) => addBrightness(images, amount!), 0],
  scaleContrast: [(images, size, [factor]) => scaleContrast(images, size, factor!), 0.501],
  turnHue: [(images, size, [turn]) => turnHue(images, size, turn!), 0.501],
  rotate: [
    (images, size, [degrees, fill]) =>
      sampleAffine(images, size, { map: rotationMap(degrees!), fill: fill! }),
    0.501,
  ],
  sampleAffine: [
    (images, size, [yy, yx, xy, xx, fill]) =>
      sampleAffine(images, size, { map: { yy: yy!, yx: yx!, xy: xy!, xx: xx! }, fill: fill! }),
    0.501,
  ],
} satisfies Record<string, readonly [Change, number]>;

const { images } = JSON.parse(await readFile(new URL("fixtures/images.json", import.meta.url), "utf8")) as {
  images: readonly ImageCase[];
};

const cases = images.flatMap(({ size, pixels, changes }) =>
  changes.map((one) => ({ ...one, size, pixels, shape: `${size.height}x${size.width}x${size.channels}` })),
);

describe("changes of images", () => {
  test.each(cases)("$change of $amounts, $shape, is that of Pillow or SciPy", (one) => {
    const [change, tolerance] = CHANGES[one.change] as readonly [Change, number];
    const target = new Uint8Array(one.pixels.length);
    change({ source: Uint8Array.from(one.pixels), target }, one.size, one.amounts);
    expect(one.result).toHaveLength(target.length);
    const distances = one.result.map((value, at) => Math.abs(value - target[at]!));
    expect(Math.max(...distances)).toBeLessThanOrEqual(tolerance);
  });

  test("every change has cases", () => {
    expect(new Set(cases.map(({ change }) => change))).toEqual(new Set(Object.keys(CHANGES)));
  });
});
