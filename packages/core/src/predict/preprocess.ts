import type { InputSpec } from "../spec/model_spec.ts";
import { resize } from "./resize.ts";

/** A decoded image: rows from the top, channels side by side, one byte each. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: 1 | 3;
  /** `height * width * channels` bytes. */
  readonly data: Uint8Array;
}

/** Luma weights of ITU-R BT.601 in 1/256: 0.299, 0.587, 0.114. */
const [RED, GREEN, BLUE] = [77, 150, 29] as const;

/** The image with one channel or three; grey is 256 parts luma, rounded. */
function convertChannels({ data, channels }: RawImage, wanted: number): Uint8Array {
  if (channels === wanted) {
    return data;
  }
  const pixels = data.length / channels;
  const result = new Uint8Array(pixels * wanted);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (channels === 3) {
      const [red, green, blue] = [data[pixel * 3]!, data[pixel * 3 + 1]!, data[pixel * 3 + 2]!];
      result[pixel] = (RED * red + GREEN * green + BLUE * blue + 128) >> 8;
    } else {
      result.fill(data[pixel]!, pixel * wanted, (pixel + 1) * wanted);
    }
  }
  return result;
}

function checkImage({ width, height, channels, data }: RawImage): void {
  for (const [name, size] of Object.entries({ width, height })) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(
        `Cannot preprocess an image as its ${name} must be a positive integer: current value is ${size}`,
      );
    }
  }
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(
      `Cannot preprocess an image as its channels must be 1 or 3: current value is ${channels as number}`,
    );
  }
  if (data.length !== width * height * channels) {
    throw new RangeError(
      `Cannot preprocess an image as ${width}x${height} with ${channels} channels must have ${width * height * channels} bytes: current length is ${data.length}`,
    );
  }
}

/**
 * Makes an image of any size what a model takes: its channels, then its size (stretched, see `resize`).
 * The same bytes on every runtime. Scaling to the model's numbers happens in the model itself.
 * @returns `height * width * channels` bytes of the model's input.
 * @throws {RangeError} If the image is not whole.
 */
export function preprocess(image: RawImage, input: InputSpec): Uint8Array {
  checkImage(image);
  const { width, height } = image;
  const data = convertChannels(image, input.channels);
  return resize({ width, height, channels: input.channels, data }, input);
}
