import { describe, test } from "vitest";
import type { Engine } from "../../packages/core/src/engines/engine.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import { initializeState } from "../../packages/core/src/programs/initialize_state.ts";
import {
  evaluateEntryName,
  trainEntryName,
  trainingProgram,
} from "../../packages/core/src/programs/training_program.ts";
import { parseModelSpec } from "../../packages/core/src/spec/parse_model_spec.ts";
import { parseTrainSpec } from "../../packages/core/src/spec/parse_train_spec.ts";
import type { TrainSpecInput } from "../../packages/core/src/spec/train_spec.ts";
import { learningRateOf } from "../../packages/core/src/techniques/optimizers/build_optimizer.ts";
import { expectNear } from "./expect_near.ts";
import { readFixture, requireTensor, tensorsUnder } from "./fixture.ts";
import { judgedEngines } from "./judged_engines.ts";

/** A training of one dense layer on images of 2 x 2, by Keras. */
interface Case {
  readonly train: TrainSpecInput;
  readonly last: "softmax" | "sigmoid" | "linear";
  readonly classes: number;
  readonly labels?: readonly number[];
  /** In place of labels, where several classes hold. */
  readonly rows?: readonly number[];
  /** Mean loss of each step, weighted, before its update. */
  readonly losses: readonly number[];
  /** Length of the gradient of each step. */
  readonly gradientNorms: readonly number[];
  /** Mean loss of the first batch after the training, unweighted. */
  readonly evaluated: number;
}

interface Outcome {
  readonly losses: number[];
  readonly gradientNorms: number[];
  readonly evaluated: number[];
  readonly weights: NamedTensors;
}

const fixture = await readFixture<{ readonly cases: readonly Case[] }>("loss_trainings");
const cases = fixture.index.cases.map((one, number) => {
  const { loss, classWeights } = one.train;
  const rest = `${classWeights ? " with class weights" : ""}${one.rows ? " of several classes" : ""}`;
  return { one, number, title: `${JSON.stringify(loss)} after ${one.last}${rest}` };
});

async function run(engine: Engine, one: Case, number: number): Promise<Outcome> {
  const { last, classes, labels, rows } = one;
  const train = parseTrainSpec(one.train);
  const batch = train.batchSize;
  const model = parseModelSpec({
    input: { height: 2, width: 2, channels: 1 },
    layers: [{ flatten: {} }, { dense: { units: classes, activation: last } }],
    classes,
  });
  const given =
    train.classWeights !== null && "given" in train.classWeights ? train.classWeights.given.weights : null;
  const images = requireTensor(fixture, `${number}/images`);
  const targetsOf = (step: number): NamedTensors =>
    rows
      ? { targets: Float32Array.from(rows.slice(step * batch * classes, (step + 1) * batch * classes)) }
      : { labels: Int32Array.from(labels!.slice(step * batch, (step + 1) * batch)) };
  const feedsOf = (step: number): NamedTensors => ({
    images: Uint8Array.from(images.subarray(step * batch * 4, (step + 1) * batch * 4)),
    ...targetsOf(step),
  });
  const sizes = { train: [batch], evaluate: [batch], multiLabel: rows !== undefined };
  const program = trainingProgram(model, train, sizes);
  const executable = await engine.compile(program);
  try {
    await executable.writeState({
      ...initializeState(program, 0),
      ...tensorsUnder(fixture, `${number}/initial`),
    });
    const [losses, gradientNorms]: [number[], number[]] = [[], []];
    for (let step = 0; step < one.losses.length; step++) {
      const feeds = feedsOf(step);
      const result = await executable.run(trainEntryName(batch), {
        ...feeds,
        learningRate: Float32Array.of(learningRateOf(train.optimizer)),
        ...(given && { exampleWeights: Float32Array.from(feeds["labels"]!, (label) => given[label]!) }),
      });
      losses.push(result["loss"]![0]! / batch);
      gradientNorms.push(result["gradientNorm"]![0]!);
    }
    const { loss } = await executable.run(evaluateEntryName(batch), feedsOf(0));
    const weights = await executable.readState(["layers.1.kernel", "layers.1.bias"]);
    return { losses, gradientNorms, evaluated: [loss![0]! / batch], weights };
  } finally {
    executable.dispose();
  }
}

/** Keras computes these in float32, too. */
const NEAR = { absolute: 2e-6 };

describe.each(judgedEngines)("four steps on $name", ({ create }) => {
  test.each(cases)("go as Keras's: $title", async ({ one, number }) => {
    const actual = await run(create(), one, number);
    expectNear("losses", { actual: actual.losses, expected: one.losses }, NEAR);
    expectNear("lengths of gradients", { actual: actual.gradientNorms, expected: one.gradientNorms }, NEAR);
    expectNear("evaluated loss", { actual: actual.evaluated, expected: [one.evaluated] }, NEAR);
    for (const name of ["layers.1.kernel", "layers.1.bias"]) {
      const expected = requireTensor(fixture, `${number}/final/${name}`);
      expectNear(name, { actual: actual.weights[name]!, expected }, NEAR);
    }
  });
});
