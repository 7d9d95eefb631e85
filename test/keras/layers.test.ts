import { describe, expect, test } from "vitest";
import { expectNear } from "./expect_near.ts";
import { judgedEngines } from "./judged_engines.ts";
import { readLayerCases, runLayerCase } from "./run_layer_case.ts";

const cases = await readLayerCases();

describe.each(judgedEngines)("$name", ({ create }) => {
  test.each(cases)("agrees with Keras on $title", async (given) => {
    const actual = await runLayerCase(create(), given);
    expect(Object.keys(actual).sort()).toEqual(Object.keys(given.expected).sort());
    for (const [name, expected] of Object.entries(given.expected)) {
      expectNear(name, { actual: actual[name]!, expected }, { absolute: 2e-5 });
    }
  });
});
