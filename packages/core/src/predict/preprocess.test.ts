import { describe, expect, test } from "vitest";
import { preprocess, type RawImage } from "./preprocess.ts";

const GREY = { height: 1, width: 3, channels: 1 };
const COLOUR = { height: 1, width: 2, channels: 3 };

describe("preprocess()", () => {
  test("preprocess() makes grey of colours by their luma", () => {
    const data = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255);
    // 255 * 77 / 256 = 76.7, 255 * 150 / 256 = 149.4, 255 * 29 / 256 = 28.9
    expect(preprocess({ width: 3, height: 1, channels: 3, data }, GREY)).toEqual(Uint8Array.of(77, 149, 29));
  });

  test("preprocess() leaves white white and grey grey", () => {
    const data = Uint8Array.of(255, 255, 255, 0, 0, 0, 100, 100, 100);
    expect(preprocess({ width: 3, height: 1, channels: 3, data }, GREY)).toEqual(Uint8Array.of(255, 0, 100));
  });

  test("preprocess() repeats grey in each colour", () => {
    const image: RawImage = { width: 2, height: 1, channels: 1, data: Uint8Array.of(7, 9) };
    expect(preprocess(image, COLOUR)).toEqual(Uint8Array.of(7, 7, 7, 9, 9, 9));
  });

  test("preprocess() gives a copy of an image that fits already", () => {
    const image: RawImage = { width: 3, height: 1, channels: 1, data: Uint8Array.of(1, 2, 3) };
    const result = preprocess(image, GREY);
    result.fill(0);
    expect(image.data).toEqual(Uint8Array.of(1, 2, 3));
  });

  test.each<[claim: string, image: RawImage, message: string]>([
    [
      "too few bytes",
      { width: 2, height: 2, channels: 1, data: new Uint8Array(3) },
      "2x2 with 1 channels must have 4 bytes: current length is 3",
    ],
    [
      "a width of 0",
      { width: 0, height: 2, channels: 1, data: new Uint8Array() },
      "its width must be a positive integer: current value is 0",
    ],
    [
      "four channels",
      { width: 1, height: 1, channels: 4 as 3, data: new Uint8Array(4) },
      "its channels must be 1 or 3: current value is 4",
    ],
  ])("preprocess() refuses %s", (_claim, image, message) => {
    expect(() => preprocess(image, GREY)).toThrow(new RangeError(`Cannot preprocess an image as ${message}`));
  });
});
