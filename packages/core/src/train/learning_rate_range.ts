import { batches } from "../data/batches.ts";
import { shuffledOrder } from "../data/shuffled_order.ts";
import { exp, log } from "../graph/float_math.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { trainEntryName } from "../programs/training_program.ts";
import { Breather } from "./breather.ts";
import { checkDataset } from "./check_dataset.ts";
import { taskOf } from "./task_of.ts";
import type { TrainOptions } from "./train.ts";

/** What a range test needs: a training without its schedule and its augmentations, and the rates to try. */
export interface LearningRateRangeOptions extends Omit<TrainOptions, "checkpoints" | "resume"> {
  /** The first rate. @default {1e-6} */
  readonly from?: number;
  /** The last rate. @default {1} */
  readonly to?: number;
  /** How many steps lead from the first to the last. @default {100} */
  readonly steps?: number;
}

/** One step of a range test. */
export interface LearningRatePoint {
  readonly rate: number;
  /** Mean loss of the batch, before the step. */
  readonly loss: number;
  /** Running mean of the losses, corrected for its start. */
  readonly smoothed: number;
}

/** What a range test found. */
export interface LearningRateRange {
  /** The steps up to the last rate, or to where the loss got out of hand. */
  readonly points: readonly LearningRatePoint[];
  /** A good rate to train with: where the loss falls fastest. null: it fell nowhere. */
  readonly suggestion: number | null;
}

/** Part of the running mean of losses that stays at each step. */
const SMOOTHING = 0.9;
/** A mean so many times the lowest one ends the test. */
const DIVERGED = 4;
/** Steps at the start whose slope says little. */
const SETTLING = 5;

/** The rate at which the smoothed loss falls fastest over one step of the rate's logarithm. */
function steepest(points: readonly LearningRatePoint[]): number | null {
  let best = { slope: 0, rate: null as number | null };
  for (let i = SETTLING; i + 1 < points.length; i++) {
    const slope = points[i + 1]!.smoothed - points[i - 1]!.smoothed;
    best = slope < best.slope ? { slope, rate: points[i]!.rate } : best;
  }
  return best.rate;
}

function checkRange(from: number, to: number, steps: number): void {
  if (!(from > 0 && to > from && Number.isFinite(to))) {
    throw new RangeError(
      `Cannot try learning rates as they must rise from above 0: current values are ${from} and ${to}`,
    );
  }
  if (!Number.isInteger(steps) || steps < 2) {
    throw new RangeError(
      `Cannot try learning rates as steps must be a whole number of at least 2: current value is ${steps}`,
    );
  }
}

/**
 * Tries rising learning rates, one a step, and sees where the loss falls fastest and where it gets out of hand.
 * It trains a network of its own from the seed and throws it away. Take the suggestion for `cosine`, two to three times as much for `oneCycle`.
 * @param options As for `train`; schedule, augmentations and epochs of the train spec do not count.
 * @throws {RangeError} If the rates do not rise from above 0, or there are fewer than two steps.
 * @throws {DataError} If the dataset does not suit the model.
 * @throws The signal's reason once it is aborted.
 * @see Smith, Cyclical learning rates for training neural networks, 2017, arXiv 1506.01186
 */
export async function learningRateRange(options: LearningRateRangeOptions): Promise<LearningRateRange> {
  const {
    model,
    dataset,
    seed = 0,
    engine,
    initialWeights,
    signal,
    from = 1e-6,
    to = 1,
    steps = 100,
  } = options;
  checkRange(from, to, steps);
  signal?.throwIfAborted();
  checkDataset(model, dataset);
  const train = { ...options.train, augmentations: [] };
  const batchSize = Math.min(train.batchSize, dataset.train.count);
  const task = taskOf(model, train, { dataset, train: dataset.train });
  const program = task.program({ train: [batchSize], evaluate: [] }, 1);
  const executable = await engine.compile(program);
  const points: LearningRatePoint[] = [];
  try {
    await executable.writeState({ ...initializeState(program, seed), ...initialWeights });
    const breather = new Breather();
    let [mean, weight, lowest] = [0, 0, Number.POSITIVE_INFINITY];
    for (let epoch = 1; points.length < steps; epoch++) {
      const order = shuffledOrder(dataset.train.count, { seed, epoch });
      let taken = 0;
      for (const batch of batches(dataset.train, { batchSize, order })) {
        const { count } = batch;
        // A smaller batch at the end would have a noisier loss
        if (count < batchSize || points.length === steps) {
          break;
        }
        const indices = order.subarray(taken, taken + count);
        taken += count;
        signal?.throwIfAborted();
        const rate = from * exp((log(to / from) * points.length) / (steps - 1));
        const result = await executable.run(trainEntryName(count), {
          ...task.trainFeeds(batch, { seed, epoch, indices }),
          learningRate: Float32Array.of(rate),
        });
        const loss = result["loss"]![0]! / count;
        mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
        weight = SMOOTHING * weight + (1 - SMOOTHING);
        const smoothed = mean / weight;
        // NaN is out of hand, too
        if (!(smoothed <= DIVERGED * lowest)) {
          return { points, suggestion: steepest(points) };
        }
        lowest = Math.min(lowest, smoothed);
        points.push({ rate, loss, smoothed });
        await breather.breathe();
      }
    }
    return { points, suggestion: steepest(points) };
  } finally {
    executable.dispose();
  }
}
