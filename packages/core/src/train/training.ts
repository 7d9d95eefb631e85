import { batches } from "../data/batches.ts";
import type { LabeledImages } from "../data/image_dataset.ts";
import { shuffledOrder } from "../data/shuffled_order.ts";
import type { NamedTensors } from "../graph/program.ts";
import { trainEntryName } from "../programs/training_program.ts";
import { learningRateOf } from "../techniques/optimizers/build_optimizer.ts";
import { buildSchedule } from "../techniques/schedules/build_schedule.ts";
import type { Schedule } from "../techniques/schedules/schedule_definition.ts";
import { Breather } from "./breather.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { epochFigures } from "./epoch_figures.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { forkedMemory, keepsBest } from "./fork_training.ts";
import { nonFinite } from "./non_finite.ts";
import type { PhasedExecutable } from "./phased_executable.ts";
import { Progress } from "./progress.ts";
import { servedNames } from "./served_names.ts";
import { type StoppingRule, stoppingRule } from "./stopping_rule.ts";
import type { TrainOptions } from "./train.ts";
import type { TrainEvent } from "./train_event.ts";
import type { TrainingMemory } from "./training_memory.ts";
import type { TrainingSets } from "./training_sets.ts";
import type { TrainingTask } from "./training_task.ts";

/** What a training is made of, once everything that can be wrong has been checked. */
export interface TrainingParts {
  readonly options: TrainOptions;
  readonly sets: TrainingSets;
  readonly task: TrainingTask;
  readonly host: PhasedExecutable;
  readonly identity: string;
  readonly compileSeconds: number;
}

/** A training that is under way: the loop's parts, and what it remembers between epochs. */
export class Training {
  readonly stepsPerEpoch: number;
  readonly compileSeconds: number;
  #memory: TrainingMemory;
  #best: NamedTensors | null;
  #judged: Evaluation | null = null;
  readonly #parts: TrainingParts;
  readonly #schedule: Schedule;
  readonly #stopping: StoppingRule;
  readonly #progress: Progress;
  readonly #breather = new Breather();

  constructor(parts: TrainingParts) {
    const { options, sets, compileSeconds } = parts;
    const { train: spec, resume, resumeOf } = options;
    this.#parts = parts;
    this.compileSeconds = compileSeconds;
    this.stepsPerEpoch = Math.ceil(sets.train.count / spec.batchSize);
    this.#schedule = buildSchedule(spec.schedule, {
      rate: learningRateOf(spec.optimizer),
      stepsPerEpoch: this.stepsPerEpoch,
      steps: this.stepsPerEpoch * spec.epochs,
    });
    this.#stopping = stoppingRule(spec.stopping);
    const fresh = { schedule: this.#schedule.memory, stopping: this.#stopping.initialState };
    const memory =
      resume && resumeOf
        ? forkedMemory(resume.memory, { from: resumeOf.train, to: spec, fresh })
        : resume?.memory;
    this.#memory = memory ?? {
      ...fresh,
      epoch: 0,
      step: 0,
      stopped: false,
      bestEpoch: null,
      within: null,
      images: 0,
      seconds: 0,
    };
    this.#best = resumeOf && !keepsBest(resumeOf.train, spec) ? null : (resume?.best ?? null);
    this.#progress = new Progress(sets.train.count * spec.epochs, this.#memory);
  }

  /** What it remembers of the epochs so far. */
  get memory(): TrainingMemory {
    return this.#memory;
  }

  /** Whether there is no epoch left, or the stopping rule wants no more. */
  get isOver(): boolean {
    return this.#memory.stopped || this.#memory.epoch === this.#parts.options.train.epochs;
  }

  /** Training time and speed of all epochs so far. */
  get speed(): { readonly seconds: number; readonly imagesPerSecond: number } {
    const { totalSeconds, totalImagesPerSecond } = this.#progress;
    return { seconds: totalSeconds, imagesPerSecond: totalImagesPerSecond };
  }

  /** Everything that the rest of the training follows from. */
  async checkpoint(): Promise<Checkpoint> {
    const { identity, host } = this.#parts;
    return { identity, memory: this.#memory, state: await host.executable.readState(), best: this.#best };
  }

  /**
   * Trains one epoch and judges it.
   * @returns Why the training cannot go on; null if it can.
   */
  async *trainEpoch(): AsyncGenerator<TrainEvent, string | null, void> {
    if (await this.#parts.host.enter(this.#memory.epoch + 1)) {
      const message = "Other layers are trained from here on, and the optimizer begins anew";
      yield { type: "log", level: "info", message };
    }
    const problem = yield* this.#trainSteps(this.#memory.epoch + 1);
    return problem ?? (yield* this.#judge(this.#memory.epoch + 1));
  }

  async *#trainSteps(epoch: number): AsyncGenerator<TrainEvent, string | null, void> {
    const { options, sets, task, host } = this.#parts;
    const { train: spec, seed = 0, signal } = options;
    const progress = this.#progress;
    progress.beginEpoch(this.#memory.within);
    let taken = progress.sums.images;
    const order = shuffledOrder(sets.train.count, { seed, epoch });
    const left = order.subarray(taken);
    for (const batch of batches(sets.train, { batchSize: spec.batchSize, order: left })) {
      signal?.throwIfAborted();
      const start = performance.now();
      const indices = order.subarray(taken, taken + batch.count);
      taken += batch.count;
      const learningRate = this.#rateAt(this.#memory.step, this.#memory);
      const feeds = task.trainFeeds(batch, { seed, epoch, indices });
      const result = await host.executable.run(trainEntryName(batch.count), { ...feeds, learningRate });
      const loss = result["loss"]![0]!;
      const gradientNorm = result["gradientNorm"]![0]!;
      const step = this.#memory.step + 1;
      const problem = nonFinite({ loss: loss / batch.count, "length of the gradient": gradientNorm });
      if (problem !== null) {
        return `${problem} at step ${step} of epoch ${epoch}`;
      }
      const seconds = (performance.now() - start) / 1000;
      progress.add({ loss, correct: result["correct"]![0]!, images: batch.count, seconds, gradientNorm });
      const { sums: within, totalImages, totalSeconds } = progress;
      this.#memory = { ...this.#memory, step, within, images: totalImages, seconds: totalSeconds };
      yield {
        type: "batch",
        epoch,
        step,
        loss: progress.loss,
        accuracy: progress.accuracy,
        learningRate: learningRate[0]!,
        gradientNorm,
        imagesPerSecond: progress.imagesPerSecond,
        secondsLeft: progress.secondsLeft,
      };
      if (options.checkpointWhen?.() === true) {
        yield* this.#checkpointWithin();
      }
      await this.#breather.breathe();
    }
    return null;
  }

  /** A checkpoint in the middle of an epoch; none if the last step has spoiled the weights, which the next one will tell. */
  async *#checkpointWithin(): AsyncGenerator<TrainEvent, void, void> {
    const checkpoint = await this.checkpoint();
    if (Object.values(checkpoint.state).every((data) => data.every(Number.isFinite))) {
      const { epoch, step } = checkpoint.memory;
      yield { type: "checkpoint", epoch, step, checkpoint };
    }
  }

  async *#judge(epoch: number): AsyncGenerator<TrainEvent, string | null, void> {
    const judge = this.#judgeSet();
    const judged = judge === null ? null : await this.#evaluate(judge.set);
    // The last step of an epoch may spoil the weights: then only an evaluation shows it
    const problem = judged === null ? null : nonFinite({ [`${judge!.name} loss`]: judged.loss });
    if (problem !== null) {
      return `${problem} after epoch ${epoch}`;
    }
    this.#judged = judged;
    const memory = this.#memory;
    const isValidated = judge?.name === "validation";
    const decision = isValidated ? this.#stopping.decide(memory.stopping, judged!) : null;
    const isBest = decision?.isBest ?? false;
    if (isBest && this.#stopping.restoresBest) {
      this.#best = await this.#weights();
    }
    const progress = this.#progress;
    this.#memory = {
      ...memory,
      epoch,
      schedule: isValidated ? this.#schedule.afterEpoch(memory.schedule, judged!.loss) : memory.schedule,
      stopping: decision?.state ?? memory.stopping,
      stopped: decision?.stop === true && epoch < this.#parts.options.train.epochs,
      bestEpoch: isBest ? epoch : memory.bestEpoch,
      within: null,
    };
    yield {
      type: "epoch",
      epoch,
      loss: progress.loss,
      accuracy: progress.accuracy,
      ...epochFigures(judged, isValidated),
      isBest,
      learningRate: this.#rateAt(memory.step - 1, memory)[0]!,
      gradientNorm: progress.gradientNorm,
      seconds: progress.seconds,
      imagesPerSecond: progress.imagesPerSecond,
    };
    return null;
  }

  /**
   * What the training leaves: the weights, and what they make of the test images.
   * @returns Why there is nothing to leave, if the test loss is no number.
   */
  async finish(): Promise<{ readonly weights: NamedTensors; readonly test: Evaluation } | string> {
    const { host, sets } = this.#parts;
    if (this.#best !== null) {
      const best = Object.entries(this.#best);
      const served = this.#served();
      await host.executable.writeState(
        Object.fromEntries(best.map(([name, data]) => [served.get(name)!, data])),
      );
    }
    const isKnown = this.#judgeSet()?.name === "test" && this.#judged !== null;
    const test = isKnown ? this.#judged! : await this.#evaluate(sets.test);
    return nonFinite({ "test loss": test.loss }) ?? { weights: await this.#weights(), test };
  }

  dispose(): void {
    this.#parts.host.dispose();
  }

  /** What an epoch is judged by; null: by nothing. */
  #judgeSet(): { readonly name: "validation" | "test"; readonly set: LabeledImages } | null {
    const { sets, options } = this.#parts;
    if (sets.validation !== null) {
      return { name: "validation", set: sets.validation };
    }
    return options.testing === "atEnd" ? null : { name: "test", set: sets.test };
  }

  /** The rate of a step as the program is fed it. */
  #rateAt(step: number, { schedule }: TrainingMemory): Float32Array {
    return Float32Array.of(this.#schedule.rateAt(step, schedule));
  }

  #evaluate(set: LabeledImages): Promise<Evaluation> {
    const { host, task, options } = this.#parts;
    const { seed = 0, signal } = options;
    return evaluate(host.executable, set, { task, seed, breather: this.#breather, signal });
  }

  /** The state variable that is evaluated and saved for each weight: its mean, where the training keeps one. */
  #served(): ReadonlyMap<string, string> {
    const { model, train: spec } = this.#parts.options;
    return servedNames(model, spec, this.#parts.host.program);
  }

  async #weights(): Promise<NamedTensors> {
    const names = this.#served();
    const state = await this.#parts.host.executable.readState([...names.values()]);
    return Object.fromEntries([...names].map(([name, served]) => [name, state[served]!]));
  }
}
