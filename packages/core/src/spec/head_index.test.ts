import { describe, expect, test } from "vitest";
import type { LayerSpecInput } from "../layers/registry.ts";
import { headIndex } from "./head_index.ts";
import { layerShapes } from "./layer_shapes.ts";
import { parseModelSpec } from "./parse_model_spec.ts";

function headOf(...layers: readonly LayerSpecInput[]): number {
  const input = { height: 8, width: 8, channels: 1 };
  const { length } = layers;
  const classes = 4;
  const ends: readonly LayerSpecInput[] = [
    { globalAveragePool2d: {} },
    { activation: { function: "softmax" } },
  ];
  expect(length).toBeGreaterThan(0);
  return headIndex(layerShapes(parseModelSpec({ input, layers: [...layers, ...ends], classes })));
}

describe("headIndex()", () => {
  test("headIndex() is the last layer with weights to train, whatever follows it", () => {
    expect(headOf({ conv2d: { filters: 3 } }, { dropout: { rate: 0.5 } }, { conv2d: { filters: 4 } })).toBe(
      2,
    );
  });

  test("headIndex() counts top-level layers, and weights within them", () => {
    const within: LayerSpecInput = { residual: { layers: [{ conv2d: { filters: 4, padding: "same" } }] } };
    expect(headOf({ conv2d: { filters: 4 } }, within, { maxPool2d: {} })).toBe(1);
  });

  test("headIndex() passes over statistics that are not trained", () => {
    const statistics: LayerSpecInput = { batchNorm: { scale: false, center: false } };
    expect(headOf({ conv2d: { filters: 4 } }, statistics)).toBe(0);
  });
});

describe("headIndex() of a network without weights", () => {
  test("headIndex() is -1", () => {
    expect(headIndex([])).toBe(-1);
  });
});
