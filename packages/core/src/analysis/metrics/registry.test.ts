import { describe, expect, test } from "vitest";
import { parseParameters } from "../../parameters/parse_parameters.ts";
import type { ClassScores } from "../class_scores.ts";
import type { MetricDefinition, MetricValue } from "./metric_definition.ts";
import { METRICS, type MetricId, metricRegistry } from "./registry.ts";

const IDS = Object.keys(METRICS) as MetricId[];

// predictions 0, 1, 0, 2; labels 0, 1, 1, 2
const given: ClassScores = {
  scores: [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.5, 0.4, 0.1, 0.1, 0.3, 0.6],
  labels: [0, 1, 1, 2],
  classes: 3,
};

function measure(id: MetricId, parameters: Record<string, unknown> = {}): MetricValue {
  const { parameters: schema, measure: run } = METRICS[id] as MetricDefinition<MetricId, unknown>;
  return run(given, parseParameters(parameters, schema as never, { action: "Cannot measure", path: id }));
}

describe("METRICS", () => {
  test.each(IDS)("METRICS has %s under its own id, with a whole documentation", (id) => {
    const { id: own, summary, parameters, documentation } = METRICS[id];
    expect(own).toBe(id);
    const sentences = [summary, documentation.advice, ...Object.values(parameters).map((one) => one.summary)];
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
    expect(documentation.formula).toContain("=");
    expect(documentation.reference).toMatch(/\d{4}/);
  });

  test.each(IDS)("METRICS refuses no examples: %s", (id) => {
    const empty: ClassScores = { scores: [], labels: [], classes: 3 };
    const run = (METRICS[id] as MetricDefinition<MetricId, unknown>).measure;
    expect(() => run(empty, { k: 1, bins: 2, average: "macro" })).toThrow(
      "there must be examples: current number is 0",
    );
  });

  test("metricRegistry lists all of them", () => {
    expect(metricRegistry.map(({ id }) => id)).toEqual(IDS);
  });

  test.each([
    ["accuracy", {}, 0.75],
    ["topKAccuracy", { k: 1 }, 0.75],
    ["topKAccuracy", { k: 2 }, 1],
    // precisions 1/2, 1, 1; recalls 1, 1/2, 1; f1 2/3, 2/3, 1
    ["precision", {}, 2.5 / 3],
    ["precision", { average: "weighted" }, 3.5 / 4],
    ["recall", {}, 2.5 / 3],
    ["recall", { average: "weighted" }, 0.75],
    ["f1", {}, 7 / 9],
    // class 0: all 3 pairs; class 1: (0.8, 0.4) above (0.2, 0.3): all; class 2: all
    ["rocAuc", {}, 1],
    // one bin: |0.75 - 0.65|
    ["expectedCalibrationError", { bins: 1 }, 0.1],
  ] as const)("METRICS measures %s %o", (id, parameters, expected) => {
    expect(measure(id, parameters)).toBeCloseTo(expected, 12);
  });

  test("METRICS counts confusions in rows", () => {
    expect(measure("confusionMatrix")).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
  });
});
