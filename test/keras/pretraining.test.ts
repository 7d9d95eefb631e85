import { describe, expect, test } from "vitest";
import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { gradients } from "../../packages/core/src/graph/gradients.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import { cast, mul, placeholder } from "../../packages/core/src/graph/ops/mod.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import type { TensorData } from "../../packages/core/src/graph/tensor_type.ts";
import type { Value } from "../../packages/core/src/graph/value.ts";
import { parseTrainSpec } from "../../packages/core/src/spec/parse_train_spec.ts";
import { resolvePretraining } from "../../packages/core/src/techniques/pretraining/registry.ts";
import { expectNear } from "./expect_near.ts";
import { readFixture, requireTensor, tensorsUnder } from "./fixture.ts";
import { judgedEngines } from "./judged_engines.ts";

interface Case {
  readonly pretraining: object;
  readonly size: readonly [number, number, number];
  /** With the batch, which has both views of each image where there are two. */
  readonly features: readonly number[];
  readonly weights: readonly string[];
  readonly correct: number;
}

const fixture = await readFixture<{ readonly cases: readonly Case[] }>("pretraining");

/** What an engine makes of a case. */
async function run(engine: Engine, number: number): Promise<NamedTensors> {
  const { pretraining, size, features } = fixture.index.cases[number]!;
  const [height, width, channels] = size;
  const { definition, parameters } = resolvePretraining(parseTrainSpec({ pretraining }).pretraining!);
  const builder = new GraphBuilder();
  const values = new Map<string, Value>();
  const feed = (name: string, type: Value["type"]): Value => {
    const value = values.get(name) ?? placeholder(builder, name, type);
    values.set(name, value);
    return value;
  };
  const setting = {
    size: { height, width, channels },
    features: features.slice(1),
    batchSize: features[0]! / definition.views,
  };
  const x = feed("features", { dtype: "float32", shape: features });
  const weights = definition.weights(setting, parameters);
  const { loss, correct } = definition.build({
    parameters,
    features: x,
    count: setting.batchSize,
    size: setting.size,
    weight: (name) => {
      const { shape } = weights.find((weight) => weight.name === name)!;
      return feed(name, { dtype: "float32", shape });
    },
    feed,
    normalise: (pixels) => mul(cast(pixels, "float32"), 1 / 255),
  });
  const sources = ["features", ...weights.map(({ name }) => name)];
  const slopes = gradients(
    loss,
    sources.map((name) => values.get(name)!),
  );
  const executable = await engine.compile({
    name: definition.id,
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: Object.fromEntries([...values].map(([name, { id }]) => [name, id])),
        fetches: {
          loss: loss.id,
          correct: correct.id,
          ...Object.fromEntries(sources.map((name, index) => [`gradients/${name}`, slopes[index]!.id])),
        },
        updates: {},
      },
    },
  });
  const whole = Object.entries(tensorsUnder(fixture, `${number}/feeds`)).map(
    ([name, data]): [string, TensorData] => [
      name,
      values.get(name)!.dtype === "uint8" ? Uint8Array.from(data) : Int32Array.from(data),
    ],
  );
  try {
    return await executable.run("main", {
      features: requireTensor(fixture, `${number}/features`),
      ...tensorsUnder(fixture, `${number}/weights`),
      ...Object.fromEntries(whole),
    });
  } finally {
    executable.dispose();
  }
}

describe.each(judgedEngines)("$name", ({ create }) => {
  test.each(
    fixture.index.cases.map((one, number) => [JSON.stringify(one.pretraining), number, one] as const),
  )("agrees with Keras on %s, case %i", async (_title, number, { weights, correct }) => {
    const actual = await run(create(), number);
    expect(actual["correct"]![0]).toBe(correct);
    for (const name of ["loss", "gradients/features", ...weights.map((weight) => `gradients/${weight}`)]) {
      const expected = requireTensor(fixture, `${number}/${name}`);
      expectNear(name, { actual: actual[name]!, expected }, { absolute: 2e-5 });
    }
  });
});
