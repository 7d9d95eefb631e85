import { batches } from "../data/batches.ts";
import type { LabeledImages } from "../data/image_dataset.ts";
import type { Executable } from "../engines/engine.ts";
import { evaluateEntryName } from "../programs/training_program.ts";
import type { Breather } from "./breather.ts";

/** Mean loss and accuracy over a set of images. */
export interface Evaluation {
  readonly loss: number;
  /** Part of the images that were predicted right, 0 to 1. */
  readonly accuracy: number;
}

/** Images that one evaluation run takes; the rest at the end has an entry of its own, so no image is padded or left out. */
export const EVALUATION_BATCH = 256;

/**
 * Evaluates the weights that an executable holds.
 * @throws The signal's reason, within one batch, once it is aborted.
 */
export async function evaluate(
  executable: Executable,
  set: LabeledImages,
  options: { readonly breather: Breather; readonly signal?: AbortSignal | undefined },
): Promise<Evaluation> {
  let loss = 0;
  let correct = 0;
  for (const { images, labels, count } of batches(set, { batchSize: EVALUATION_BATCH })) {
    options.signal?.throwIfAborted();
    const result = await executable.run(evaluateEntryName(count), { images, labels });
    loss += result["loss"]![0]!;
    correct += result["correct"]![0]!;
    await options.breather.breathe();
  }
  return { loss: loss / set.count, accuracy: correct / set.count };
}
