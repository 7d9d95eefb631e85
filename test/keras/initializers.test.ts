import { describe, expect, test } from "vitest";
import type { TensorData } from "../../packages/core/src/graph/tensor_type.ts";
import { drawInitial } from "../../packages/core/src/programs/draw_initial.ts";
import { placeLayers } from "../../packages/core/src/spec/layer_shapes.ts";
import { parseLayer } from "../../packages/core/src/spec/parse_model_spec.ts";
import { readFixture } from "./fixture.ts";

interface Case {
  readonly spec: Readonly<Record<string, object>>;
  readonly weight: string;
  /** Shape of one example before the layer. */
  readonly input: readonly number[];
}

interface SpreadCase extends Case {
  readonly mean: number;
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly quantiles: readonly number[];
}

const { index } = await readFixture<{
  readonly quantiles: readonly number[];
  readonly cases: readonly SpreadCase[];
  readonly orthogonal: readonly (Case & { readonly singularValues: readonly number[] })[];
}>("initializers");

/** A kernel as our layer would begin with it. */
function draw({ spec, weight, input }: Case, seed: number): { shape: readonly number[]; data: TensorData } {
  const layers = [parseLayer(spec, "layers[0]")];
  const [layer] = placeLayers(layers, input, { path: "layers", location: "layers" });
  const { shape, initializer } = layer!.weights.find(({ name }) => name === weight)!;
  return { shape, data: drawInitial({ dtype: "float32", shape }, initializer, { seed, stream: 0, step: 0 }) };
}

/** Numbers in rising order, of enough draws to leave little to chance. */
function drawMany(one: Case): Float64Array {
  const draws = Array.from({ length: 10 }, (_unused, seed) => draw(one, seed).data);
  return Float64Array.from(draws.flatMap((data) => [...data])).sort();
}

/** As numpy has it: a straight line between the two numbers around the place. */
function quantile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

describe("initialisers against Keras", () => {
  test.each(index.cases.map((one) => [JSON.stringify(one.spec), one] as const))("%s", (_name, one) => {
    const sorted = drawMany(one);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / sorted.length);
    // Samples of 110,000 numbers and more: 1.2 % of a deviation is four standard errors of the first two figures, and twice that of the others
    const near = 0.012 * one.deviation;
    expect(Math.abs(mean - one.mean)).toBeLessThan(near);
    expect(Math.abs(deviation - one.deviation)).toBeLessThan(near);
    for (const [at, part] of index.quantiles.entries()) {
      // At 1 % and 99 % of a normal distribution there are few numbers
      const rare = part < 0.05 || part > 0.95 ? 3 : 1;
      expect(Math.abs(quantile(sorted, part) - one.quantiles[at]!)).toBeLessThan(2 * rare * near);
    }
    // Where the distribution is cut off
    expect(sorted[0]! / one.minimum).toBeCloseTo(1, 1.5);
    expect(sorted.at(-1)! / one.maximum).toBeCloseTo(1, 1.5);
  });

  test.each(index.orthogonal.map((one) => [JSON.stringify(one.spec), one] as const))("%s", (_name, one) => {
    const { shape, data } = draw(one, 1);
    const columns = shape.at(-1)!;
    const rows = data.length / columns;
    const { singularValues } = one;
    expect(singularValues).toHaveLength(Math.min(rows, columns));
    // K'K (or KK', the smaller) is the square of the only singular value times the unit matrix
    const isTall = rows >= columns;
    const at = (line: number, along: number): number =>
      isTall ? data[along * columns + line]! : data[line * columns + along]!;
    const [lines, length] = isTall ? [columns, rows] : [rows, columns];
    for (let a = 0; a < lines; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let along = 0; along < length; along++) {
          product += at(a, along) * at(b, along);
        }
        const expected = a === b ? singularValues[a]! ** 2 : 0;
        expect(Math.abs(product - expected)).toBeLessThan(1e-5);
      }
    }
  });
});
