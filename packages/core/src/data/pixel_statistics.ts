import type { LabeledImages } from "./image_dataset.ts";

/** Mean and standard deviation of pixels, channel by channel. */
export interface PixelStatistics {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/** Four decimals are kept: what is beyond them changes nothing but the length of a spec. */
const PRECISION = 10_000;
/** Of a channel that never changes, so that dividing by it is possible. */
const SMALLEST_DEVIATION = 1 / PRECISION;

function round(value: number): number {
  return Math.round(value * PRECISION) / PRECISION;
}

/**
 * Mean and standard deviation of images whose pixels are scaled to 0 to 1, rounded to four decimals: what a `PreprocessSpec` takes to give
 * a network numbers around 0, which it learns from faster.
 * Take them of the training images alone, as the test images are not known when a model is made.
 * @param set Images, channel by channel in each pixel; at least one.
 * @param channels Channels of a pixel.
 * @throws {RangeError} If there are no images.
 * @example Usage
 * ```ts
 * const preprocess = { scale: 1 / 255, ...pixelStatistics(dataset.train, dataset.channels) };
 * ```
 */
export function pixelStatistics({ images }: LabeledImages, channels: number): PixelStatistics {
  const count = images.length / channels;
  if (count === 0) {
    throw new RangeError("Cannot measure pixels as there must be images: current number is 0");
  }
  // whole numbers, so the sums are exact
  const sums = new Array<number>(channels).fill(0);
  const squares = new Array<number>(channels).fill(0);
  for (let pixel = 0; pixel < images.length; pixel += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = images[pixel + channel]!;
      sums[channel]! += value;
      squares[channel]! += value * value;
    }
  }
  return {
    mean: sums.map((sum) => round(sum / count / 255)),
    standardDeviation: sums.map((sum, channel) => {
      const average = sum / count;
      const variance = squares[channel]! / count - average * average;
      return Math.max(round(Math.sqrt(variance) / 255), SMALLEST_DEVIATION);
    }),
  };
}
