import { batches } from "../data/batches.ts";
import type { LabeledImages } from "../data/image_dataset.ts";
import type { Executable } from "../engines/engine.ts";
import { evaluateEntryName } from "../programs/training_program.ts";
import type { Breather } from "./breather.ts";
import type { TrainingTask } from "./training_task.ts";

/** What a set of images gives. */
export interface Evaluation {
  /** Mean over the images. */
  readonly loss: number;
  /** Part of the images that were predicted right, 0 to 1. */
  readonly accuracy: number;
  /** Other figures by the metric's id, such as `f1`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What an evaluation needs beside the images. */
export interface EvaluateOptions {
  readonly task: TrainingTask;
  readonly seed: number;
  readonly breather: Breather;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Evaluates the weights that an executable holds.
 * @throws The signal's reason, within one batch, once it is aborted.
 */
export async function evaluate(
  executable: Executable,
  set: LabeledImages,
  { task, seed, breather, signal }: EvaluateOptions,
): Promise<Evaluation> {
  let [loss, correct, taken] = [0, 0, 0];
  let all = new Float32Array();
  for (const batch of batches(set, { batchSize: task.evaluationBatch })) {
    signal?.throwIfAborted();
    const first = taken;
    const indices = Uint32Array.from({ length: batch.count }, (_unused, index) => first + index);
    // An evaluation is the same after every epoch
    const feeds = task.evaluationFeeds(batch, { seed, epoch: 0, indices });
    const result = await executable.run(evaluateEntryName(batch.count), feeds);
    loss += result["loss"]![0]!;
    correct += result["correct"]![0]!;
    const scores = result["scores"] as Float32Array | undefined;
    if (scores !== undefined) {
      all = all.length > 0 ? all : new Float32Array((scores.length / batch.count) * set.count);
      all.set(scores, (scores.length / batch.count) * taken);
    }
    taken += batch.count;
    await breather.breathe();
  }
  const isMeasured = all.length > 0 && Number.isFinite(loss);
  return {
    loss: loss / set.count,
    accuracy: correct / set.count,
    metrics: isMeasured ? task.measure(all, set) : {},
  };
}
