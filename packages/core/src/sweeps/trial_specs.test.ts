import { describe, expect, test } from "vitest";
import { SpecError } from "../errors/spec_error.ts";
import { parseSearchSpace } from "./parse_search_space.ts";
import { trialMaker } from "./trial_specs.ts";

const base = {
  model: { layers: [{ conv2d: { filters: 8 } }, { dense: { units: 4 } }] },
  train: { optimizer: { sgd: { learningRate: 0.1, momentum: 0 } }, regularizer: null },
};

function errorOf(action: () => unknown): SpecError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return error as SpecError;
  }
  throw new Error("Nothing was refused");
}

const unit = { uniform: { low: 0, high: 1 } };

describe("trialMaker()", () => {
  test("trialMaker() puts values where their paths lead, and leaves the base as it is", () => {
    const space = parseSearchSpace([
      { path: "model.layers[0].conv2d.filters", domain: { integers: { low: 4, high: 16, step: 4 } } },
      { path: "train.regularizer", domain: { choice: { values: [null, { l2: { factor: 0.1 } }] } } },
      { path: "train.batchSize", domain: { choice: { values: [16, 32] } } },
    ]);
    const before = JSON.stringify(base);
    const trial = trialMaker(base, space).make([12, 1, 0]);
    expect(trial).toEqual({
      model: { layers: [{ conv2d: { filters: 12 } }, base.model.layers[1]] },
      train: { optimizer: base.train.optimizer, regularizer: { l2: { factor: 0.1 } }, batchSize: 16 },
      parameters: [
        { path: "model.layers[0].conv2d.filters", value: 12 },
        { path: "train.regularizer", value: { l2: { factor: 0.1 } } },
        { path: "train.batchSize", value: 16 },
      ],
    });
    expect(JSON.stringify(base)).toBe(before);
  });

  test("trialMaker() leaves out a dimension whose place another one has chosen away", () => {
    const space = parseSearchSpace([
      { path: "train.optimizer.sgd.momentum", domain: unit },
      { path: "train.optimizer.adam.learningRate", domain: unit },
      {
        path: "train.optimizer",
        domain: { choice: { values: [{ sgd: { learningRate: 1 } }, { adam: {} }] } },
      },
    ]);
    const maker = trialMaker(base, space);
    expect(maker.settle([0.5, 0.25, 0])).toEqual([0.5, null, 0]);
    expect(maker.make([0.5, 0.25, 1])).toMatchObject({
      train: { optimizer: { adam: { learningRate: 0.25 } } },
      parameters: [
        { path: "train.optimizer.adam.learningRate", value: 0.25 },
        { path: "train.optimizer", value: { adam: {} } },
      ],
    });
  });

  test("trialMaker() refuses a place that no trial has, and names its dimension", () => {
    for (const path of [
      "train.optimizer.adam.learningRate",
      "model.layers[2].dense.units",
      "train.loss.x.y",
    ]) {
      const space = parseSearchSpace([
        { path: "train.batchSize", domain: unit },
        { path, domain: unit },
      ]);
      expect(errorOf(() => trialMaker(base, space))).toMatchObject({
        path: "space[1].path",
        received: JSON.stringify(path),
      });
    }
  });
});

describe("parseSearchSpace()", () => {
  test.each([
    [[], "space"],
    [[{ path: "seed", domain: unit }], "space[0].path"],
    [[{ path: "train.__proto__.x", domain: unit }], "space[0].path"],
    [[{ path: "train.layers[*].x", domain: unit }], "space[0].path"],
    [
      [
        { path: "train.a", domain: unit },
        { path: "train.a", domain: unit },
      ],
      "space[1].path",
    ],
    [[{ path: "train.a", domain: {} }], "space[0].domain"],
    [[{ path: "train.a", domain: { uniform: { low: 1, high: 1 } } }], "space[0].domain.uniform.high"],
    [[{ path: "train.a", domain: { uniform: { low: Number.NaN, high: 1 } } }], "space[0].domain.uniform.low"],
    [[{ path: "train.a", domain: { logUniform: { low: 0, high: 1 } } }], "space[0].domain.logUniform.low"],
    [[{ path: "train.a", domain: { integers: { low: 1.5, high: 3 } } }], "space[0].domain.integers.low"],
    [
      [{ path: "train.a", domain: { integers: { low: 1, high: 3, step: 5 } } }],
      "space[0].domain.integers.step",
    ],
    [[{ path: "train.a", domain: { choice: { values: [] } } }], "space[0].domain.choice.values"],
    [[{ path: "train.a", domain: { choice: { values: [1, 2, 1] } } }], "space[0].domain.choice.values[2]"],
  ])("parseSearchSpace() refuses %j", (space, path) => {
    expect(errorOf(() => parseSearchSpace(space)).path).toBe(path);
  });
});
