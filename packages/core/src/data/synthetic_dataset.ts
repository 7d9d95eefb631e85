import type { ImageDataset, LabeledImages } from "./image_dataset.ts";
import { RandomWords } from "./random_words.ts";

/** What a synthetic dataset looks like. */
export interface SyntheticDatasetOptions {
  /** @default {0} */
  readonly seed?: number;
  /** @default {4} */
  readonly classes?: number;
  /** @default {12} */
  readonly height?: number;
  /** @default {12} */
  readonly width?: number;
  /** @default {1} */
  readonly channels?: number;
  /** Number of training images. @default {256} */
  readonly train?: number;
  /** Number of test images. @default {64} */
  readonly test?: number;
}

type Sizes = Required<Omit<SyntheticDatasetOptions, "seed" | "train" | "test">>;

/** Noise goes from 0 to 95, and the bright patch adds 128, so every pixel tells something and none tells all. */
const NOISE = 96;
const BRIGHT = 128;

/** One set: the class of an image is the cell of a square grid in which a bright patch lies; classes take turns. */
function makeSet(count: number, sizes: Sizes, random: RandomWords): LabeledImages {
  const { classes, height, width, channels } = sizes;
  const cells = Math.ceil(Math.sqrt(classes));
  const [cellHeight, cellWidth] = [Math.floor(height / cells), Math.floor(width / cells)];
  const images = new Uint8Array(count * height * width * channels);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const label = image % classes;
    labels[image] = label;
    const first = image * height * width * channels;
    for (let byte = 0; byte < height * width * channels; byte++) {
      images[first + byte] = random.below(NOISE);
    }
    // The patch is three quarters of its cell and lies anywhere in it.
    const [patchHeight, patchWidth] = [Math.ceil(cellHeight * 0.75), Math.ceil(cellWidth * 0.75)];
    const top = Math.floor(label / cells) * cellHeight + random.below(cellHeight - patchHeight + 1);
    const left = (label % cells) * cellWidth + random.below(cellWidth - patchWidth + 1);
    for (let row = top; row < top + patchHeight; row++) {
      const start = first + (row * width + left) * channels;
      for (let byte = start; byte < start + patchWidth * channels; byte++) {
        images[byte]! += BRIGHT;
      }
    }
  }
  return { images, labels, count };
}

/**
 * Noisy images that a small network learns in a few steps, for tests and trials: a function of the options alone.
 * @throws {RangeError} If the images are too small for the classes to have a cell each, or there are more than 256 classes.
 */
export function syntheticDataset(options: SyntheticDatasetOptions = {}): ImageDataset {
  const { seed = 0, classes = 4, height = 12, width = 12, channels = 1, train = 256, test = 64 } = options;
  if (classes > 256 || Math.ceil(Math.sqrt(classes)) > Math.min(height, width)) {
    throw new RangeError(
      `Cannot make a synthetic dataset as ${height}x${width} images must have a pixel for each class, 256 at most: current number is ${classes}`,
    );
  }
  const sizes = { classes, height, width, channels };
  return {
    name: "synthetic",
    classes: Array.from({ length: classes }, (_unused, index) => `class ${index}`),
    height,
    width,
    channels,
    train: makeSet(train, sizes, new RandomWords({ purpose: "synthetic", seed, sequence: 0 })),
    test: makeSet(test, sizes, new RandomWords({ purpose: "synthetic", seed, sequence: 1 })),
  };
}
