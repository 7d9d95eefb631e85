import {
  type CatalogueEntry,
  catalogue,
  type ImageDataset,
  parseModelSpec,
  parseTrainSpec,
  variantDigest,
} from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { findFashionMnist, readFashionMnist } from "../fashion_mnist.ts";
import type { Recipe } from "../recipe.ts";
import { readBaseline } from "./baseline.ts";
import { planTrial } from "./plan_trial.ts";
import type { Trial } from "./trial.ts";

const dataset: ImageDataset = await readFashionMnist(findFashionMnist({ data: undefined, sample: true }));
const baseline = await readBaseline(dataset);
const entries = catalogue();

function plan(kind: string, id: string): Trial {
  const entry = entries.find((one) => one.kind === kind && one.id === id)!;
  const trial = planTrial(entry, { baseline, dataset });
  if ("reason" in trial) {
    throw new Error(trial.reason);
  }
  return trial;
}

function digest({ model, train }: Recipe): Promise<string> {
  return variantDigest(parseModelSpec(model), parseTrainSpec(train));
}

/** What the reference CNN has already, with the values of the example. */
const ALREADY_THERE = [
  "layer flatten",
  "layer dense",
  "initializer glorotUniform",
  "schedule constant",
  "architecture referenceCnn",
];

describe("planTrial()", () => {
  test.each(entries)("planTrial() has a rule for $kind $id, and both networks are valid", async (entry) => {
    const trial = planTrial(entry, { baseline, dataset });
    if ("reason" in trial) {
      // only what does not take part in a training may have none
      expect(["metric", "pretraining"]).toContain(entry.kind);
      return;
    }
    const [with_, without] = [await digest(trial.with), await digest(trial.without)];
    expect(with_ === without).toBe(ALREADY_THERE.includes(`${entry.kind} ${entry.id}`));
  });

  test("planTrial() says why there is none for a layer without a place", () => {
    const entry: CatalogueEntry = {
      ...entries.find(({ id }) => id === "batchNorm")!,
      id: "newLayer",
    };
    expect(planTrial(entry, { baseline, dataset })).toEqual({
      reason: "no rule says where the layer newLayer goes",
    });
  });

  test("planTrial() measures dropout and relu by leaving them out", () => {
    const ids = ({ model }: Recipe): string[] => model.layers.map((layer) => Object.keys(layer)[0]!);
    const dropout = plan("layer", "dropout");
    expect(ids(dropout.with)).toContain("dropout");
    expect(ids(dropout.without)).not.toContain("dropout");
    expect(JSON.stringify(plan("activation", "relu").without.model)).not.toContain("relu");
  });

  test("planTrial() compares what watches a validation set with a training on as many images", () => {
    for (const [kind, id] of [
      ["stopping", "earlyStopping"],
      ["schedule", "reduceOnPlateau"],
    ] as const) {
      const trial = plan(kind, id);
      expect(trial.without.train.validation).toEqual({ split: { fraction: 0.1, seed: 0 } });
      expect(trial.with.train.validation).toEqual(trial.without.train.validation);
    }
  });
});
