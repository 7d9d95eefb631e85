import {
  type CatalogueEntry,
  catalogue,
  checkTraining,
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
  const trial = planTrial(entry, baseline);
  if ("reason" in trial) {
    throw new Error(trial.reason);
  }
  return trial;
}

function digest({ model, train }: Recipe): Promise<string> {
  return variantDigest(parseModelSpec(model), parseTrainSpec(train));
}

type SpecExample = NonNullable<CatalogueEntry["documentation"]["example"]>;

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
    const trial = planTrial(entry, baseline);
    if ("reason" in trial) {
      // a new layer may have no place yet; all else but what changes no training has one
      expect(["layer", "metric", "pretraining", "start", "validation"]).toContain(entry.kind);
      return;
    }
    for (const { model, train } of [trial.with, trial.without]) {
      expect(() => checkTraining(parseModelSpec(model), parseTrainSpec(train))).not.toThrow();
    }
    const [with_, without] = [await digest(trial.with), await digest(trial.without)];
    expect(with_ === without).toBe(ALREADY_THERE.includes(`${entry.kind} ${entry.id}`));
  });

  test("planTrial() has a place for every layer that there is so far", () => {
    const layers = entries.filter(({ kind }) => kind === "layer");
    const placed = layers.filter((entry) => !("reason" in planTrial(entry, baseline)));
    expect(placed.length).toBeGreaterThanOrEqual(24);
  });

  test("planTrial() puts a new layer behind the convolutions, or says why that does not go", () => {
    const entry = (example: SpecExample): CatalogueEntry => {
      const any = entries.find(({ id }) => id === "batchNorm")!;
      return { ...any, id: "newLayer", documentation: { ...any.documentation, example } };
    };
    const fits = planTrial(entry({ squeezeExcitation: {} }), baseline) as Trial;
    const ids = fits.with.model.layers.map((layer) => Object.keys(layer)[0]);
    expect(ids.filter((id) => id === "squeezeExcitation")).toHaveLength(3);
    expect(planTrial(entry({ dense: { units: 3 } }), baseline)).toEqual({
      reason: expect.stringMatching(/^no rule says where the layer goes: Cannot build layer "dense"/),
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
