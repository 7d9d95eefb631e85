import type { Engine } from "../../packages/core/src/engines/engine.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import { initializeState } from "../../packages/core/src/programs/initialize_state.ts";
import { predictEntryName, predictionProgram } from "../../packages/core/src/programs/prediction_program.ts";
import { modelState } from "../../packages/core/src/programs/trace_model.ts";
import { trainEntryName, trainingProgram } from "../../packages/core/src/programs/training_program.ts";
import type { ModelSpec } from "../../packages/core/src/spec/model_spec.ts";
import { learningRateOf } from "../../packages/core/src/techniques/optimizers/build_optimizer.ts";
import type { NetworkFixture } from "./network_fixture.ts";

/** What one of our engines made of a training that Keras did. */
export interface Training {
  readonly losses: readonly number[];
  readonly weights: NamedTensors;
}

/** Repeats Keras's training on an engine: the same weights to begin with, the same batches in the same order. */
export async function runTraining(engine: Engine, network: NetworkFixture): Promise<Training> {
  const { model, train, steps, initialWeights } = network;
  const program = trainingProgram(model, train, { train: [train.batchSize], evaluate: [] });
  const executable = await engine.compile(program);
  try {
    await executable.writeState({ ...initializeState(program, 0), ...initialWeights });
    const learningRate = Float32Array.of(learningRateOf(train.optimizer));
    const losses: number[] = [];
    for (const { images, labels } of steps) {
      const { loss } = await executable.run(trainEntryName(labels.length), { images, labels, learningRate });
      losses.push(loss![0]! / labels.length);
    }
    return { losses, weights: await executable.readState(Object.keys(initialWeights)) };
  } finally {
    executable.dispose();
  }
}

/** What a layer gives for images, given weights: the prediction of the network that ends there. */
export async function runLayer(
  engine: Engine,
  index: number,
  { model, finalWeights, outputImages }: NetworkFixture,
): Promise<Float32Array> {
  const start: ModelSpec = { ...model, layers: model.layers.slice(0, index + 1) };
  const { height, width, channels } = model.input;
  const count = outputImages.length / (height * width * channels);
  const executable = await engine.compile(predictionProgram(start, [count]));
  try {
    const names = modelState(start).map(({ name }) => name);
    await executable.writeState(Object.fromEntries(names.map((name) => [name, finalWeights[name]!])));
    const { scores } = await executable.run(predictEntryName(count), { images: outputImages });
    return scores as Float32Array;
  } finally {
    executable.dispose();
  }
}
