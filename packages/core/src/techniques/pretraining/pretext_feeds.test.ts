import { describe, expect, test } from "vitest";
import { syntheticDataset } from "../../data/synthetic_dataset.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import type { AugmentationSpecInput } from "../augmentations/registry.ts";
import { pretextFeeds } from "./pretext_feeds.ts";
import type { PretextFeeds } from "./pretraining_definition.ts";
import { PRETRAININGS, type PretrainingSpecInput } from "./registry.ts";
import { turnImage } from "./turn_image.ts";

const size = { height: 12, width: 12, channels: 3 };
const { images: all } = syntheticDataset({ ...size, train: 40 }).train;
const LENGTH = size.height * size.width * size.channels;

/** What is fed for some images of the set. */
function feedsOf(
  pretraining: PretrainingSpecInput,
  numbers: readonly number[],
  options: {
    readonly epoch?: number;
    readonly seed?: number;
    readonly augmentations?: readonly AugmentationSpecInput[];
  } = {},
): PretextFeeds {
  const { epoch = 1, seed = 7, augmentations = [] } = options;
  const images = Uint8Array.from(numbers.flatMap((number) => [...imageOf(all, number)]));
  const spec = parseTrainSpec({ pretraining, augmentations });
  return pretextFeeds(
    { images, count: numbers.length, size, seed, epoch, indices: Uint32Array.from(numbers) },
    { pretraining: spec.pretraining!, augmentations: spec.augmentations },
  );
}

function imageOf(images: Uint8Array, number: number): Uint8Array {
  return images.subarray(number * LENGTH, (number + 1) * LENGTH);
}

const tasks = Object.keys(PRETRAININGS).map((id) => ({ [id]: {} }) as unknown as PretrainingSpecInput);

describe("pretextFeeds()", () => {
  test.each(tasks)("pretextFeeds() of %j is a function of seed, epoch and index", (task) => {
    const numbers = [3, 17, 4];
    const given = feedsOf(task, numbers);
    expect(feedsOf(task, numbers)).toEqual(given);
    expect(feedsOf(task, numbers, { seed: 8 })).not.toEqual(given);
    expect(feedsOf(task, numbers, { epoch: 2 })).not.toEqual(given);
    // alone in a batch an image gets what it gets among others
    const alone = feedsOf(task, [17]);
    const views = given.images.length / LENGTH / numbers.length;
    for (let view = 0; view < views; view++) {
      expect(imageOf(alone.images, view)).toEqual(imageOf(given.images, view * numbers.length + 1));
    }
  });

  test("pretextFeeds() turns images by what it says, each way about as often", () => {
    const numbers = Array.from({ length: 40 }, (_unused, number) => number);
    const counts = [0, 0, 0, 0];
    for (const epoch of [1, 2, 3, 4, 5]) {
      const { images, turns } = feedsOf({ rotation: {} }, numbers, { epoch });
      for (const number of numbers) {
        const back = new Uint8Array(LENGTH);
        turnImage(imageOf(images, number), back, { side: 12, channels: 3, turns: 4 - turns![number]! });
        expect(back).toEqual(imageOf(all, number));
        counts[turns![number]!]! += 1;
      }
    }
    // 200 draws: 50 of each, with a deviation of 6
    expect(Math.min(...counts)).toBeGreaterThan(30);
    expect(Math.max(...counts)).toBeLessThan(70);
  });

  test("pretextFeeds() covers as many pixels as it should, whole, and spoils the others by the deviation", () => {
    const numbers = Array.from({ length: 40 }, (_unused, number) => number);
    const spoiled = feedsOf({ denoisingAutoencoder: { masked: 0.3, deviation: 0.05 } }, numbers);
    expect(spoiled["targets"]).toEqual(all);
    let [masked, kept, squares] = [0, 0, 0];
    for (let pixel = 0; pixel < all.length; pixel += 3) {
      const [before, after] = [all.subarray(pixel, pixel + 3), spoiled.images.subarray(pixel, pixel + 3)];
      // nothing is cut off between these
      if (before.every((value) => value > 40 && value < 215)) {
        const isMasked = after.every((value) => value === 0);
        masked += isMasked ? 1 : 0;
        kept += isMasked ? 0 : 1;
        squares += isMasked ? 0 : (after[0]! - before[0]!) ** 2;
      }
    }
    expect(kept).toBeGreaterThan(1000);
    expect(masked / (masked + kept)).toBeCloseTo(0.3, 1);
    // and 1/12 from rounding
    expect(Math.sqrt(squares / kept)).toBeCloseTo(255 * 0.05, 0);
  });

  test("pretextFeeds() shows two different views of an image, of a list of its own where none is given", () => {
    const own = feedsOf({ contrastive: {} }, [3, 17]);
    expect(own.images).toHaveLength(4 * LENGTH);
    for (const image of [0, 1]) {
      expect(imageOf(own.images, image)).not.toEqual(imageOf(own.images, 2 + image));
    }
    const given = feedsOf({ contrastive: {} }, [3, 17], {
      augmentations: [{ verticalFlip: { probability: 1 } }],
    });
    expect(imageOf(given.images, 0)).toEqual(imageOf(given.images, 2));
    expect(imageOf(given.images, 0)).not.toEqual(imageOf(all, 3));
  });

  test("pretextFeeds() augments one view in training and not in evaluations", () => {
    const task = { denoisingAutoencoder: { masked: 0, deviation: 0 } };
    const options = { augmentations: [{ verticalFlip: { probability: 1 } }] };
    expect(feedsOf(task, [3], { ...options, epoch: 0 }).images).toEqual(imageOf(all, 3));
    const { images, targets } = feedsOf(task, [3], options);
    expect(images).not.toEqual(imageOf(all, 3));
    // the network restores the image as it is augmented
    expect(targets).toEqual(images);
  });
});
