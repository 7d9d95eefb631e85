import { describe, expectTypeOf, test } from "vitest";
import type { InputOf } from "./input.ts";
import type { Layer, ModelSpec, TrainSpec } from "./resources/variants.ts";

describe("Layer", () => {
  test("takes an object with exactly one known key", () => {
    expectTypeOf<{ conv2d: { filters: number } }>().toExtend<Layer>();
    expectTypeOf<{ readonly flatten: Record<never, never> }>().toExtend<Layer>();
    // @ts-expect-error An object with two keys is two layers.
    const two: Layer = { conv2d: { filters: 3 }, dropout: { rate: 0.5 } };
    // @ts-expect-error No layer is no layer.
    const none: Layer = {};
    // @ts-expect-error There is no such layer.
    const unknown: Layer = { conv9d: { filters: 3 } };
    expectTypeOf([two, none, unknown]).toExtend<readonly unknown[]>();
  });

  test("checks the fields of the layer", () => {
    // @ts-expect-error A number, not a text.
    const wrong: Layer = { conv2d: { filters: "3" } };
    // @ts-expect-error `filters` has no default value.
    const missing: Layer = { conv2d: {} };
    // @ts-expect-error There is no such field.
    const unknown: Layer = { conv2d: { filters: 3, colour: "red" } };
    expectTypeOf([wrong, missing, unknown]).toExtend<readonly unknown[]>();
  });
});

describe("ModelSpec", () => {
  test("takes a spec written as a constant", () => {
    const spec = {
      input: { height: 28, width: 28, channels: 1 },
      layers: [{ conv2d: { filters: 32, kernelSize: [3, 3] } }, { flatten: {} }, { dense: { units: 10 } }],
      classes: 10,
    } as const;
    expectTypeOf(spec).toExtend<ModelSpec>();
  });
});

describe("TrainSpec", () => {
  test("takes one optimizer, and needs only what has no default value", () => {
    expectTypeOf<{
      epochs: 5;
      batchSize: 64;
      optimizer: { adam: { learningRate: 1e-3 } };
    }>().toExtend<TrainSpec>();
  });
});

describe("InputOf", () => {
  test("gives files as Blob and enums as their names", () => {
    expectTypeOf<InputOf<"RegisterDatasetInput">["trainImages"]>().toEqualTypeOf<Blob>();
    expectTypeOf<NonNullable<InputOf<"StartRunInput">["mode"]>>().toEqualTypeOf<"PORTABLE" | "FAST">();
  });
});
