import { expect, test } from "vitest";
import { normalQuantile } from "./normal_quantile.ts";

// by statistics.NormalDist().inv_cdf of Python 3.11
test.each([
  [0.5, 0.0],
  [0.6, 0.2533471031357998],
  [0.925, 1.439531470938456],
  [0.975, 1.9599639845400536],
  [0.9999, 3.7190164854557084],
  [0.025, -1.9599639845400538],
  [1e-10, -6.361340902404056],
  [1e-20, -9.262340089798405],
  [1e-100, -21.27345356096532],
])("normalQuantile() of %d is %d", (probability, quantile) => {
  expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThan(
    1e-14 * Math.max(1, Math.abs(quantile)),
  );
});

test("normalQuantile() is odd around one half", () => {
  for (const p of [0.01, 0.1, 0.3, 0.45]) {
    expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 12);
  }
});
