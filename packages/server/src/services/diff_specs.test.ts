import { describe, expect, test } from "vitest";
import { diffSpecs } from "./diff_specs.ts";

const layer = (units: number): unknown => ({ dense: { units, activation: "relu" } });

describe("diffSpecs()", () => {
  test("finds nothing in equal specs, whatever the order of their keys", () => {
    expect(diffSpecs({ a: 1, b: [layer(2)] }, { b: [layer(2)], a: 1 }, "spec")).toEqual([]);
  });

  test("names the deepest place of a change", () => {
    expect(diffSpecs({ layers: [layer(2), layer(3)] }, { layers: [layer(2), layer(4)] }, "spec")).toEqual([
      { kind: "CHANGED", path: "spec.layers[1].dense.units", before: "3", after: "4" },
    ]);
  });

  test("sees a layer put in between, or taken out, as one change", () => {
    const [short, long] = [
      { layers: [layer(2), layer(3)] },
      { layers: [layer(2), { flatten: {} }, layer(3)] },
    ];
    expect(diffSpecs(short, long, "spec")).toEqual([
      { kind: "ADDED", path: "spec.layers[1]", before: null, after: '{"flatten":{}}' },
    ]);
    expect(diffSpecs(long, short, "spec")).toEqual([
      { kind: "REMOVED", path: "spec.layers[1]", before: '{"flatten":{}}', after: null },
    ]);
  });

  test("sees another technique as a change of the whole", () => {
    const before = { optimizer: { adam: { learningRate: 0.1 } } };
    expect(diffSpecs(before, { optimizer: { sgd: { learningRate: 0.1 } } }, "train")).toEqual([
      {
        kind: "CHANGED",
        path: "train.optimizer",
        before: '{"adam":{"learningRate":0.1}}',
        after: '{"sgd":{"learningRate":0.1}}',
      },
    ]);
  });
});
