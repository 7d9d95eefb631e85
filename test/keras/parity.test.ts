import { beforeAll, describe, expect, test } from "vitest";
import { expectNear } from "./expect_near.ts";
import { judgedEngines } from "./judged_engines.ts";
import type { NetworkFixture } from "./network_fixture.ts";
import { runLayer, runTraining, type Training } from "./run_network.ts";

const cases = judgedEngines.flatMap(({ networks, ...engine }) =>
  networks.map((network) => ({ engine, network, title: `${engine.name} on ${network.name}` })),
);

// Our engines are within 1e-6 of all of it. At these limits a beta2 of 0.998 in place of 0.999, or an epsilon of 1e-8, does not pass.
const LOSSES = { relative: 1e-5 };
const WEIGHTS = { absolute: 1e-5 };
const OUTPUTS = { absolute: 1e-6 };

describe.each(cases)("$title", ({ engine: { create }, network: { read } }) => {
  let keras: NetworkFixture;
  let ours: Training;

  beforeAll(async () => {
    keras = await read();
    ours = await runTraining(create(), keras);
  });

  test("20 Adam steps have the losses that Keras has", () => {
    expect(ours.losses).toHaveLength(20);
    expectNear("losses", { actual: ours.losses, expected: keras.losses }, LOSSES);
  });

  test("20 Adam steps lead to the weights that Keras has", () => {
    expect(Object.keys(ours.weights).sort()).toEqual(Object.keys(keras.finalWeights).sort());
    for (const [name, weight] of Object.entries(ours.weights)) {
      expectNear(name, { actual: weight, expected: keras.finalWeights[name]! }, WEIGHTS);
    }
  });

  test("given weights give the outputs that Keras gives", async () => {
    for (const [index, expected] of keras.outputs) {
      const actual = await runLayer(create(), index, keras);
      expectNear(`layers.${index}`, { actual, expected }, OUTPUTS);
    }
  });
});
