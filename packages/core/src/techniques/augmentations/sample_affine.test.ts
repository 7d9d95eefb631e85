import { describe, expect, test } from "vitest";
import { rotationMap } from "./rotate.ts";
import { sampleAffine } from "./sample_affine.ts";

function turn(source: number[], size: { height: number; width: number; channels: number }, degrees: number) {
  const target = new Uint8Array(source.length);
  sampleAffine({ source: Uint8Array.from(source), target }, size, { map: rotationMap(degrees), fill: 0 });
  return [...target];
}

describe("sampleAffine()", () => {
  const size = { height: 3, width: 3, channels: 1 };
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  test("sampleAffine() turns a picture clockwise for positive angles", () => {
    expect(turn(digits, size, 90)).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
    expect(turn(digits, size, -90)).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect(turn(digits, size, 180)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(turn(digits, size, 0)).toEqual(digits);
  });

  test("sampleAffine() interpolates between four pixels", () => {
    // halved about the centre of 2 x 2: every place read is outside by half a pixel: a quarter of the corner pixel is left
    const target = new Uint8Array(4);
    sampleAffine(
      { source: Uint8Array.of(40, 80, 120, 200), target },
      { height: 2, width: 2, channels: 1 },
      { map: { yy: 2, yx: 0, xy: 0, xx: 2 }, fill: 0 },
    );
    expect([...target]).toEqual([10, 20, 30, 50]);
  });
});
