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

/** Loss, hits and speed of one epoch, and the time that the rest will take. */
export class Progress {
  readonly #totalImages: number;
  #trainedImages: number;
  #trainingSeconds: number;
  #loss = 0;
  #correct = 0;
  #images = 0;
  #seconds = 0;
  #gradientNorm = 0;
  #steps = 0;

  /**
   * @param totalImages Images that the whole training will see, all epochs together.
   * @param before What was trained before, if this goes on with it.
   */
  constructor(totalImages: number, before: { readonly images: number; readonly seconds: number }) {
    this.#totalImages = totalImages;
    this.#trainedImages = before.images;
    this.#trainingSeconds = before.seconds;
  }

  /** Starts the sums of an epoch anew. */
  beginEpoch(): void {
    this.#loss = 0;
    this.#correct = 0;
    this.#images = 0;
    this.#seconds = 0;
    this.#gradientNorm = 0;
    this.#steps = 0;
  }

  /** Adds a step. */
  add(step: StepFigures): void {
    this.#loss += step.loss;
    this.#correct += step.correct;
    this.#images += step.images;
    this.#seconds += step.seconds;
    this.#gradientNorm += step.gradientNorm;
    this.#steps += 1;
    this.#trainedImages += step.images;
    this.#trainingSeconds += step.seconds;
  }

  /** Mean loss of the epoch so far. */
  get loss(): number {
    return this.#loss / this.#images;
  }

  /** Part of the epoch's images so far that were predicted right. */
  get accuracy(): number {
    return this.#correct / this.#images;
  }

  /** Mean length of the gradient over the epoch's steps so far. */
  get gradientNorm(): number {
    return this.#gradientNorm / this.#steps;
  }

  /** Training time of the epoch so far. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Speed of the epoch so far. */
  get imagesPerSecond(): number {
    return this.#images / Math.max(this.#seconds, Number.EPSILON);
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
