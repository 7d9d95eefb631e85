import { describe, expect, test } from "vitest";
import { turnImage } from "./turn_image.ts";

function turned(source: readonly number[], turns: number, channels = 1): number[] {
  const target = new Uint8Array(source.length);
  turnImage(Uint8Array.from(source), target, { side: 2, channels, turns });
  return [...target];
}

describe("turnImage()", () => {
  test.each([
    [0, [1, 2, 3, 4]],
    // the right column becomes the upper row
    [1, [2, 4, 1, 3]],
    [2, [4, 3, 2, 1]],
    [3, [3, 1, 4, 2]],
  ])("turnImage() turns counter-clockwise by %i quarters", (turns, expected) => {
    expect(turned([1, 2, 3, 4], turns)).toEqual(expected);
  });

  test("turnImage() keeps the channels of a pixel together", () => {
    expect(turned([1, 10, 2, 20, 3, 30, 4, 40], 1, 2)).toEqual([2, 20, 4, 40, 1, 10, 3, 30]);
  });
});
