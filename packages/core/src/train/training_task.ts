import type { Batch } from "../data/batches.ts";
import type { LabeledImages } from "../data/image_dataset.ts";
import type { NamedTensors, Program } from "../graph/program.ts";
import type { BatchSizes } from "../programs/training_program.ts";

/** Which images a batch holds, and which random numbers they get. */
export interface BatchPlace {
  readonly seed: number;
  /** Number of the pass over the images, 1 for the first; 0 in an evaluation. */
  readonly epoch: number;
  /** Index of each of the batch's images in its set. */
  readonly indices: Uint32Array;
}

/**
 * What a training asks of the network: to tell classes apart, or something that needs no labels. The loop around it is the same.
 * Steps are fed the learning rate beside what is here, and give `loss` (the sum of the examples' losses), `correct` (the number of hits) and
 * `gradientNorm`; evaluations give the first two.
 */
export interface TrainingTask {
  /** Images that one evaluation run takes; the rest at the end has an entry of its own, so no image is padded or left out. */
  readonly evaluationBatch: number;
  /** Names what an epoch's program follows from: epochs of one phase share it. */
  phaseAt(epoch: number): string;
  /** Steps and evaluations of an epoch for batches of these sizes, over one state. */
  program(sizes: BatchSizes, epoch: number): Program;
  /** What a training step is fed, but for the learning rate. */
  trainFeeds(batch: Batch, place: BatchPlace): NamedTensors;
  /** What the evaluation of a batch is fed. */
  evaluationFeeds(batch: Batch, place: BatchPlace): NamedTensors;
  /** Figures beside loss and accuracy of a whole set, from the `scores` that its evaluations gave. */
  measure(scores: Float32Array, set: LabeledImages): Readonly<Record<string, number>>;
}
