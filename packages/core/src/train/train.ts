import { batches } from "../data/batches.ts";
import type { ImageDataset } from "../data/image_dataset.ts";
import { shuffledOrder } from "../data/shuffled_order.ts";
import type { Engine, Executable } from "../engines/engine.ts";
import type { NamedTensors } from "../graph/program.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { modelState } from "../programs/trace_model.ts";
import { trainEntryName, trainingProgram } from "../programs/training_program.ts";
import { describeModel } from "../spec/describe_model.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { augment } from "../techniques/augmentations/augment.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";
import { learningRateOf } from "../techniques/optimizers/build_optimizer.ts";
import { buildSchedule } from "../techniques/schedules/build_schedule.ts";
import { Breather } from "./breather.ts";
import { checkDataset } from "./check_dataset.ts";
import { EVALUATION_BATCH, type Evaluation, evaluate } from "./evaluate.ts";
import { Progress } from "./progress.ts";
import type { TrainEvent } from "./train_event.ts";

/** What a training needs. */
export interface TrainOptions {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
  readonly dataset: ImageDataset;
  /** Decides initial weights, the order of the images, augmentations and dropout. A 32-bit whole number. @default {0} */
  readonly seed?: number;
  readonly engine: Engine;
  /** Replaces the initial weights that follow from the seed; all weights of the model must be there. */
  readonly initialWeights?: NamedTensors;
  /** Stops the training within one batch; the generator then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a training leaves. */
export type TrainResult =
  | {
      readonly outcome: "finished";
      /** The learned weights by path, `layers.0.kernel`, ... */
      readonly weights: NamedTensors;
      /** Of the last epoch, on the test images. */
      readonly test: Evaluation;
    }
  | { readonly outcome: "failed"; readonly code: "NON_FINITE_LOSS" };

/** Sizes of the batches that cover `count` items: whole ones, and the rest. */
function batchSizes(count: number, batchSize: number): number[] {
  const rest = count % batchSize;
  return [...(count >= batchSize ? [batchSize] : []), ...(rest > 0 ? [rest] : [])];
}

/** The weights that were evaluated: their means, where the training keeps those. */
function servedWeights(model: ModelSpec, { gradients }: TrainSpec, state: NamedTensors): NamedTensors {
  // What is not trained, such as moving statistics, has no mean
  return Object.fromEntries(
    modelState(model).map(({ name }) => [name, state[servedName(gradients, name)] ?? state[name]!]),
  );
}

async function prepare(options: TrainOptions): Promise<Executable> {
  const { model, train, dataset, seed = 0, engine, initialWeights } = options;
  const program = trainingProgram(model, train, {
    train: batchSizes(dataset.train.count, train.batchSize),
    evaluate: batchSizes(dataset.test.count, EVALUATION_BATCH),
  });
  const executable = await engine.compile(program);
  try {
    await executable.writeState({ ...initializeState(program, seed), ...initialWeights });
  } catch (error) {
    executable.dispose();
    throw error;
  }
  return executable;
}

/**
 * Trains a model and tells of it as it goes.
 * The same options give the same weights, bit for bit: on every runtime with an engine in `portable` mode.
 * @returns After the last event, the weights, or why there are none.
 * @throws {DataError} If the dataset does not suit the model.
 * @throws {SpecError} If the model cannot be trained with the loss.
 * @throws The signal's reason once it is aborted.
 * @example Usage
 * ```ts
 * const training = train({ model: referenceCnn(), train: parseTrainSpec({}), dataset, engine: createWasmEngine() });
 * for await (const event of training) {
 *   if (event.type === "epoch") report(event.testAccuracy);
 * }
 * ```
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, TrainResult, void> {
  const { model, train: spec, dataset, seed = 0, engine, signal } = options;
  signal?.throwIfAborted();
  checkDataset(model, dataset);
  const stepsPerEpoch = Math.ceil(dataset.train.count / spec.batchSize);
  const compileStart = performance.now();
  const executable = await prepare(options);
  try {
    yield {
      type: "started",
      epochs: spec.epochs,
      stepsPerEpoch,
      parameters: describeModel(model).parameters,
      engine: engine.id,
      mode: engine.mode,
      compileSeconds: (performance.now() - compileStart) / 1000,
    };
    const schedule = buildSchedule(spec.schedule, {
      rate: learningRateOf(spec.optimizer),
      stepsPerEpoch,
      steps: stepsPerEpoch * spec.epochs,
    });
    let { memory } = schedule;
    const learningRate = new Float32Array(1);
    const progress = new Progress(dataset.train.count * spec.epochs);
    const breather = new Breather();
    let step = 0;
    let test: Evaluation = { loss: Number.NaN, accuracy: Number.NaN };
    for (let epoch = 1; epoch <= spec.epochs; epoch++) {
      progress.beginEpoch();
      const order = shuffledOrder(dataset.train.count, { seed, epoch });
      let taken = 0;
      for (const batch of batches(dataset.train, { batchSize: spec.batchSize, order })) {
        signal?.throwIfAborted();
        const start = performance.now();
        const { count } = batch;
        const indices = order.subarray(taken, taken + count);
        taken += count;
        const { images, labels, mixed } = augment(batch, spec.augmentations, {
          seed,
          epoch,
          indices,
          size: dataset,
          set: dataset.train,
        });
        learningRate[0] = schedule.rateAt(step, memory);
        const result = await executable.run(trainEntryName(count), {
          images,
          labels,
          learningRate,
          ...(mixed && { secondLabels: mixed.labels, secondWeights: mixed.weights }),
        });
        const loss = result["loss"]![0]!;
        progress.add({
          loss,
          correct: result["correct"]![0]!,
          images: count,
          seconds: (performance.now() - start) / 1000,
        });
        step += 1;
        if (!Number.isFinite(loss)) {
          const message = `Cannot go on as the loss must be finite: current value is ${loss / count} at step ${step} of epoch ${epoch}`;
          yield { type: "failed", code: "NON_FINITE_LOSS", message };
          return { outcome: "failed", code: "NON_FINITE_LOSS" };
        }
        const { accuracy, imagesPerSecond, secondsLeft } = progress;
        yield {
          type: "batch",
          epoch,
          step,
          loss: progress.loss,
          accuracy,
          learningRate: learningRate[0],
          imagesPerSecond,
          secondsLeft,
        };
        await breather.breathe();
      }
      test = await evaluate(executable, dataset.test, { breather, signal });
      memory = schedule.afterEpoch(memory, test.loss);
      const { loss, accuracy, seconds, imagesPerSecond } = progress;
      yield {
        type: "epoch",
        epoch,
        loss,
        accuracy,
        testLoss: test.loss,
        testAccuracy: test.accuracy,
        learningRate: learningRate[0]!,
        seconds,
        imagesPerSecond,
      };
    }
    const weights = servedWeights(model, spec, await executable.readState());
    yield {
      type: "finished",
      testLoss: test.loss,
      testAccuracy: test.accuracy,
      seconds: progress.totalSeconds,
      imagesPerSecond: progress.totalImagesPerSecond,
    };
    return { outcome: "finished", weights, test };
  } finally {
    executable.dispose();
  }
}
