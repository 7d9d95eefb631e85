import { describe, expect, test } from "vitest";
import { fitsRows, type WindowAxis, windowRuns } from "./emit_depthwise_rows.ts";

/** The taps of each window that fall on the image, one by one. */
function tapsOf({ size, outSize, taps, stride, dilation, padding }: WindowAxis): number[][] {
  return Array.from({ length: outSize }, (_window, out) =>
    [...Array.from({ length: taps }).keys()].filter((tap) => {
      const pixel = out * stride - padding + tap * dilation;
      return pixel >= 0 && pixel < size;
    }),
  );
}

const axes: readonly WindowAxis[] = [1, 2, 3].flatMap((stride) =>
  [1, 2].flatMap((dilation) =>
    [0, 1, 3].flatMap((padding) =>
      [1, 3, 4].map((taps) => {
        const size = 11;
        const outSize = Math.floor((size + 2 * padding - (taps - 1) * dilation - 1) / stride) + 1;
        return { size, outSize, taps, stride, dilation, padding };
      }),
    ),
  ),
);

describe("windowRuns()", () => {
  test.each(axes)(
    "windowRuns() knows which of $taps taps fall on the image: stride $stride, dilation $dilation, padding $padding",
    (axis) => {
      const runs = windowRuns(axis);
      const found = runs.flatMap(({ count, from, to }) =>
        Array.from({ length: count }, () => Array.from({ length: to - from }, (_tap, index) => from + index)),
      );
      expect(found).toEqual(tapsOf(axis));
      expect(runs.map(({ first }) => first)).toEqual(
        runs.map((_run, index) => runs.slice(0, index).reduce((sum, { count }) => sum + count, 0)),
      );
    },
  );

  test("windowRuns() makes one run of all windows that lie on the image", () => {
    const axis = { size: 32, outSize: 32, taps: 3, stride: 1, dilation: 1, padding: 1 };
    expect(windowRuns(axis).map(({ count }) => count)).toEqual([1, 30, 1]);
  });
});

test("fitsRows() is for few different windows", () => {
  const axis = { size: 32, outSize: 32, taps: 3, stride: 1, dilation: 1, padding: 1 };
  const wide = { size: 32, outSize: 32, taps: 7, stride: 1, dilation: 1, padding: 3 };
  expect(fitsRows({ rows: axis, columns: axis })).toBe(true);
  expect(fitsRows({ rows: wide, columns: wide })).toBe(false);
});
