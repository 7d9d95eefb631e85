import type { EpochSums } from "./training_memory.ts";

/** One step, as far as progress is concerned. */
export interface StepFigures {
  /** Sum of its images' losses. */
  readonly loss: number;
  /** Number of its images that were predicted right. */
  readonly correct: number;
  readonly images: number;
  readonly seconds: number;
  readonly gradientNorm: number;
}

const NOTHING: EpochSums = { steps: 0, images: 0, loss: 0, correct: 0, gradientNorm: 0, seconds: 0 };

/** Loss, hits and speed of one epoch, and the time that the rest will take. */
export class Progress {
  readonly #totalImages: number;
  #trainedImages: number;
  #trainingSeconds: number;
  #sums: EpochSums = NOTHING;

  /**
   * @param totalImages Images that the whole training will see, all epochs together.
   * @param before What was trained before, if this goes on with it.
   */
  constructor(totalImages: number, before: { readonly images: number; readonly seconds: number }) {
    this.#totalImages = totalImages;
    this.#trainedImages = before.images;
    this.#trainingSeconds = before.seconds;
  }

  /** Starts the sums of an epoch. @param sums Of its steps so far, if it goes on. */
  beginEpoch(sums: EpochSums | null): void {
    this.#sums = sums ?? NOTHING;
  }

  /** Adds a step. */
  add(step: StepFigures): void {
    const { steps, loss, correct, images, seconds, gradientNorm } = this.#sums;
    this.#sums = {
      steps: steps + 1,
      images: images + step.images,
      loss: loss + step.loss,
      correct: correct + step.correct,
      gradientNorm: gradientNorm + step.gradientNorm,
      seconds: seconds + step.seconds,
    };
    this.#trainedImages += step.images;
    this.#trainingSeconds += step.seconds;
  }

  /** The sums of the epoch so far. */
  get sums(): EpochSums {
    return this.#sums;
  }

  /** Mean loss of the epoch so far. */
  get loss(): number {
    return this.#sums.loss / this.#sums.images;
  }

  /** Part of the epoch's images so far that were predicted right. */
  get accuracy(): number {
    return this.#sums.correct / this.#sums.images;
  }

  /** Mean length of the gradient over the epoch's steps so far. */
  get gradientNorm(): number {
    return this.#sums.gradientNorm / this.#sums.steps;
  }

  /** Training time of the epoch so far. */
  get seconds(): number {
    return this.#sums.seconds;
  }

  /** Speed of the epoch so far. */
  get imagesPerSecond(): number {
    return this.#sums.images / Math.max(this.#sums.seconds, Number.EPSILON);
  }

  /** Images of all epochs so far. */
  get totalImages(): number {
    return this.#trainedImages;
  }

  /** Training time of all epochs so far. */
  get totalSeconds(): number {
    return this.#trainingSeconds;
  }

  /** Speed of all epochs so far. */
  get totalImagesPerSecond(): number {
    return this.#trainedImages / Math.max(this.#trainingSeconds, Number.EPSILON);
  }

  /** Estimate of the training time that is left, from the speed so far. */
  get secondsLeft(): number {
    return (this.#totalImages - this.#trainedImages) / this.totalImagesPerSecond;
  }
}
