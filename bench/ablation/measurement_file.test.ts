import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  formatMeasurements,
  type MeasurementFile,
  readMeasurements,
  writeMeasurements,
} from "./measurement_file.ts";

const file: MeasurementFile = {
  datasetDigest: "digest",
  baseline: {
    ...{ variant: "v", dataset: "d", epochs: 5, seeds: [0], accuracies: [0.5] },
    ...{ mean: 0.5, interval: null },
  },
  rows: [
    {
      ...{ kind: "layer", id: "batchNorm", spec: { batchNorm: {} }, variant: "w", baselineVariant: "v" },
      ...{ seeds: [0, 1], accuracies: [0.6, 0.7], baselineAccuracies: [0.5, 0.5], mean: 0.15 },
      ...{ interval: [-0.4, 0.7], verdict: "notDistinguishable", dataset: "d", epochs: 5 },
    },
  ],
  unmeasured: [{ kind: "metric", id: "f1", reason: "none" }],
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ablation-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("writeMeasurements()", () => {
  test("writeMeasurements() makes the folder, and readMeasurements() gives back what it wrote", async () => {
    const path = join(folder, "new", "ablation.json");
    await writeMeasurements(path, file);
    expect(await readMeasurements(path, "digest")).toEqual(file);
    expect(await readdir(join(folder, "new"))).toEqual(["ablation.json"]);
  });

  test("readMeasurements() begins anew without a file, and with one of other data", async () => {
    const path = join(folder, "other.json");
    const nothing = { datasetDigest: "other", baseline: null, rows: [], unmeasured: [] };
    expect(await readMeasurements(path, "other")).toEqual(nothing);
    await writeMeasurements(path, file);
    expect(await readMeasurements(path, "other")).toEqual(nothing);
  });
});

describe("formatMeasurements()", () => {
  test("formatMeasurements() has one line a row", () => {
    const lines = formatMeasurements(file).split("\n");
    expect(lines.filter((line) => line.includes('"batchNorm"'))).toHaveLength(1);
    expect(lines).toHaveLength(11);
  });
});
