import { describe, expect, test } from "vitest";
import { type Measure, MeasuredAccuracies } from "./measured_accuracies.ts";
import type { AblationRow, BaselineRow } from "./measurement_file.ts";

const SEEDS = [0, 1, 2];
const baseline: BaselineRow = {
  variant: "old",
  dataset: "d",
  epochs: 5,
  seeds: SEEDS,
  accuracies: [0.5, 0.6, 0.7],
  mean: 0.6,
  interval: null,
};

function known(): MeasuredAccuracies {
  return new MeasuredAccuracies({ baseline, rows: [] });
}

/** Tells accuracies and keeps which seeds were asked for. */
function stand(accuracies: readonly number[]): { readonly asked: number[]; readonly measure: Measure } {
  const asked: number[] = [];
  return {
    asked,
    measure: async (seed) => {
      asked.push(seed);
      return accuracies[seed]!;
    },
  };
}

describe("MeasuredAccuracies", () => {
  test("take() measures nothing that is in the file, and what is not", async () => {
    const { asked, measure } = stand([0, 0, 0, 0.8]);
    expect(await known().take("old", [2, 0, 3], { measure })).toEqual([0.7, 0.5, 0.8]);
    expect(asked).toEqual([3]);
  });

  test("take() measures a variant once", async () => {
    const { asked, measure } = stand([0.1, 0.2, 0.3]);
    const accuracies = known();
    for (let round = 0; round < 2; round++) {
      expect(await accuracies.take("new", SEEDS, { measure })).toEqual([0.1, 0.2, 0.3]);
    }
    expect(asked).toEqual(SEEDS);
  });

  test("take() goes on with an older variant's figures once the first seed has given the same", async () => {
    const { asked, measure } = stand([0.5, 0, 0]);
    expect(await known().take("new", SEEDS, { measure, older: "old" })).toEqual([0.5, 0.6, 0.7]);
    expect(asked).toEqual([0]);
  });

  test("take() drops an older variant's figures if the first seed differs", async () => {
    const { asked, measure } = stand([0.51, 0.61, 0.71]);
    expect(await known().take("new", SEEDS, { measure, older: "old" })).toEqual([0.51, 0.61, 0.71]);
    expect(asked).toEqual(SEEDS);
  });

  test("take() knows the network without a technique from its row", async () => {
    const row: AblationRow = {
      ...{ kind: "layer", id: "x", spec: {}, variant: "with", baselineVariant: "without" },
      ...{ seeds: SEEDS, accuracies: [1, 1, 1], baselineAccuracies: [0.1, 0.2, 0.3] },
      ...{ mean: 0, interval: null, verdict: "better" as const, dataset: "d", epochs: 5 },
    };
    const accuracies = new MeasuredAccuracies({ baseline: null, rows: [row] });
    const { asked, measure } = stand([]);
    expect(await accuracies.take("without", [1], { measure })).toEqual([0.2]);
    expect(await accuracies.take("with", [1], { measure })).toEqual([1]);
    expect(asked).toEqual([]);
  });
});
