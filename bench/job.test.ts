import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildArchitecture, syntheticDataset } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { readJob, writeJob } from "./job.ts";

const input = { height: 8, width: 8, channels: 3 };
const model = buildArchitecture("resnet", { input, classes: 4 }, { blocks: 1, width: 2 });
const dataset = syntheticDataset({ ...input, train: 8, test: 4 });

describe("writeJob() and readJob()", () => {
  test("give back the model, the images and weights by their paths, and leave nothing behind", async () => {
    const { folder, remove } = await writeJob(model, dataset);
    const job = await readJob(folder);
    const written = JSON.parse(await readFile(join(folder, "job.json"), "utf8")) as {
      readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
    };
    await remove();
    expect(job.model).toEqual(model);
    expect(job.dataset.train).toEqual(dataset.train);
    expect(job.dataset.test).toEqual(dataset.test);
    expect(Object.keys(job.weights)).toContain("layers.3.layers.0.kernel");
    for (const { name, shape } of written.weights) {
      expect(job.weights[name]).toHaveLength(shape.reduce((product, size) => product * size, 1));
    }
    // gamma and moving variances begin at 1, kernels at random
    expect(job.weights["layers.1.gamma"]).toEqual(new Float32Array([1, 1]));
    expect(new Set(job.weights["layers.0.kernel"]).size).toBe(3 * 3 * 3 * 2);
    expect(existsSync(folder)).toBe(false);
  });
});
