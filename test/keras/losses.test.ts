import { describe, test } from "vitest";
import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { gradients } from "../../packages/core/src/graph/gradients.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import { placeholder } from "../../packages/core/src/graph/ops/mod.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import { ACTIVATIONS } from "../../packages/core/src/layers/activations/registry.ts";
import { classificationLoss } from "../../packages/core/src/programs/classification_loss.ts";
import { targetFeeds } from "../../packages/core/src/programs/target_feeds.ts";
import { parseTrainSpec } from "../../packages/core/src/spec/parse_train_spec.ts";
import { findLoss, type LossSpecInput } from "../../packages/core/src/techniques/losses/registry.ts";
import { expectNear } from "./expect_near.ts";
import { readFixture, requireTensor } from "./fixture.ts";
import { judgedEngines } from "./judged_engines.ts";

/** Labels, pairs of labels of mixed examples, or rows of several classes. */
interface CaseTargets {
  readonly labels?: readonly number[];
  readonly secondLabels?: readonly number[];
  readonly secondWeights?: readonly number[];
  readonly rows?: readonly number[];
}

interface Case extends CaseTargets {
  readonly loss: LossSpecInput;
  readonly last: "softmax" | "sigmoid" | "linear";
  readonly classes: number;
}

const fixture = await readFixture<{ readonly cases: readonly Case[] }>("losses");
const cases = fixture.index.cases.map((one, number) => {
  const form = one.rows ? "rows" : one.secondLabels ? "mixed labels" : "labels";
  return {
    one,
    number,
    title: `${JSON.stringify(one.loss)} of ${one.last} and ${form}, ${one.classes} classes`,
  };
});

function feedsOf({ labels, secondLabels, secondWeights, rows }: CaseTargets): NamedTensors {
  return {
    ...(labels && { labels: Int32Array.from(labels) }),
    ...(secondLabels && { secondLabels: Int32Array.from(secondLabels) }),
    ...(secondWeights && { secondWeights: Float32Array.from(secondWeights) }),
    ...(rows && { targets: Float32Array.from(rows) }),
  };
}

/** Each example's loss, and the gradient of their sum by the logits. */
async function run(engine: Engine, one: Case, logits: Float32Array): Promise<NamedTensors> {
  const { classes } = one;
  const batch = logits.length / classes;
  const builder = new GraphBuilder();
  const fed = placeholder(builder, "logits", { dtype: "float32", shape: [batch, classes] });
  const form = { batch, multiLabel: one.rows !== undefined, mixed: one.secondLabels !== undefined };
  const { targets, feeds } = targetFeeds(builder, { classes }, form);
  const spec = parseTrainSpec({ loss: one.loss }).loss;
  const scores = ACTIVATIONS[one.last].build(fed);
  const { definition, parameters } = findLoss(spec);
  const losses = definition.losses(parameters, definition.ending === null ? scores : fed, targets);
  const [gradient] = gradients(classificationLoss(spec, scores, { targets }).loss, [fed]);
  const entry = {
    graph: builder.build(),
    feeds: { logits: fed.id, ...feeds },
    fetches: { losses: losses.id, gradient: gradient!.id },
    updates: {},
  };
  const executable = await engine.compile({ name: "loss", state: [], entries: { main: entry } });
  try {
    return await executable.run("main", { logits, ...feedsOf(one) });
  } finally {
    executable.dispose();
  }
}

const NEAR = { absolute: 2e-6 };

describe.each(judgedEngines)("losses on $name", ({ create }) => {
  test.each(cases)("are those of Keras, with their gradients: $title", async ({ one, number }) => {
    const actual = await run(create(), one, requireTensor(fixture, `${number}/logits`));
    for (const name of ["losses", "gradient"]) {
      expectNear(
        name,
        { actual: actual[name]!, expected: requireTensor(fixture, `${number}/${name}`) },
        NEAR,
      );
    }
  });
});
