import { describe, expect, test } from "vitest";
import type { Initializer } from "../../graph/initializer.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import type { ParameterDefinition } from "../../parameters/parameter_definition.ts";
import { parseParameters } from "../../parameters/parse_parameters.ts";
import { drawInitial } from "../../programs/draw_initial.ts";
import type { InitializerDefinition } from "./initializer_definition.ts";
import { buildInitializer, INITIALIZERS, type InitializerSpec } from "./registry.ts";

const definitions = Object.entries(INITIALIZERS) as unknown as [
  string,
  InitializerDefinition<string, object>,
][];
const fans = { fanIn: 300, fanOut: 100 };

function draw(initializer: Initializer, shape: Shape, seed = 1): Float32Array {
  const place = { seed, stream: 0, step: 0 };
  return drawInitial({ dtype: "float32", shape }, initializer, place) as Float32Array;
}

function statistics(values: Float32Array): { mean: number; variance: number; largest: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
  return { mean, variance, largest: Math.max(...values.map(Math.abs)) };
}

describe.each(definitions)("initializer %s", (id, definition) => {
  test("is registered under its own id and documented", () => {
    expect(definition.id).toBe(id);
    expect(definition.summary).toMatch(/[.]$/);
    expect(definition.documentation.formula).toMatch(/=/);
    expect(definition.documentation.advice).toMatch(/[.]$/);
    expect(definition.documentation.reference).toMatch(/\b(19|20)\d\d\b/);
  });

  test("draws the same numbers from the same seed, and finite ones", () => {
    const parameters = parseParameters<Record<string, number>>(
      {},
      definition.parameters as Readonly<Record<string, ParameterDefinition>>,
      {
        action: "Cannot read it",
        path: id,
      },
    );
    const initializer = definition.build(parameters, fans);
    const values = draw(initializer, [3, 5, 20, 10]);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(draw(initializer, [3, 5, 20, 10])).toEqual(values);
  });
});

// by the formulas of Keras's documentation
test.each<[InitializerSpec, variance: number, limit: number]>([
  [{ glorotUniform: {} }, 2 / 400, Math.sqrt(6 / 400)],
  [{ glorotNormal: {} }, 2 / 400, (2 * Math.sqrt(2 / 400)) / 0.87962566],
  [{ heUniform: {} }, 2 / 300, Math.sqrt(6 / 300)],
  [{ heNormal: {} }, 2 / 300, (2 * Math.sqrt(2 / 300)) / 0.87962566],
  [{ lecunUniform: {} }, 1 / 300, Math.sqrt(3 / 300)],
  [{ lecunNormal: {} }, 1 / 300, (2 * Math.sqrt(1 / 300)) / 0.87962566],
])("buildInitializer(%j) has mean 0, its variance and its limits", (spec, variance, limit) => {
  const found = statistics(draw(buildInitializer(spec, fans), [300, 100]));
  // 30,000 numbers: the mean is within 4 deviations of the mean, the variance within 4 %
  expect(Math.abs(found.mean)).toBeLessThan(4 * Math.sqrt(variance / 30_000));
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.04);
  expect(found.largest).toBeLessThanOrEqual(limit * 1.000001);
  expect(found.largest).toBeGreaterThan(limit * 0.99);
});

test.each<[InitializerSpec, number]>([
  [{ zeros: {} }, 0],
  [{ ones: {} }, 1],
  [{ constant: { value: 0.25 } }, 0.25],
])("buildInitializer(%j) fills with %d", (spec, value) => {
  expect(draw(buildInitializer(spec, fans), [2, 3])).toEqual(new Float32Array(6).fill(value));
});

test.each([
  [[3, 3, 4, 8], 1],
  [[10, 10], 2],
  [[4, 12], 0.5],
])("buildInitializer() of orthogonal keeps lengths, in the shape %j", (shape, gain) => {
  const values = draw(buildInitializer({ orthogonal: { gain } }, fans), shape);
  const columns = shape.at(-1)!;
  const rows = values.length / columns;
  const isTall = rows >= columns;
  const [count, length] = isTall ? [columns, rows] : [rows, columns];
  const at = (vector: number, element: number): number =>
    values[isTall ? element * columns + vector : vector * columns + element]!;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let element = 0; element < length; element++) {
        product += at(a, element) * at(b, element);
      }
      expect(product).toBeCloseTo(a === b ? gain * gain : 0, 5);
    }
  }
});
